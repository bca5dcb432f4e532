package org.quoin.amm.api;

import org.quoin.ledger.api.Amount;

/**
 * A pool of two assets whose product no swap lowers.
 *
 * @param number from 1, in the order in which pools were created
 * @param fee of what comes in, in millionths
 * @param supply of its shares, which are an asset of their own
 */
public record AmmPool(String name, long number, int fee, Amount reserve0, Amount reserve1, Amount supply) {}
