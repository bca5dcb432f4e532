package org.quoin.fees.api;

import org.quoin.ledger.api.Amount;

/**
 * The prices that hold now.
 *
 * @param period that runs
 * @param minimums below which no price falls
 * @param next what the prices would be if the period ended now
 */
public record FeePrices(FeePeriod period, PerResource<Amount> minimums, PerResource<Amount> next) {}
