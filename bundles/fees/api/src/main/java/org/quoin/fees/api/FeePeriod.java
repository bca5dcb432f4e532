package org.quoin.fees.api;

import java.time.Duration;
import java.time.Instant;
import org.quoin.ledger.api.Amount;

/**
 * A stretch of block time in which prices hold.
 *
 * @param prices of a unit of gas, or of a byte
 * @param used in it; of the period that runs, before the newest block
 * @param limits the target of each is half of it: what is used above raises the price, and below lowers it
 */
public record FeePeriod(
        Instant start,
        Duration length,
        PerResource<Amount> prices,
        long transactions,
        PerResource<Long> used,
        PerResource<Long> limits) {}
