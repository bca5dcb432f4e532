package org.quoin.amm.api;

import org.quoin.ledger.api.Amount;

/**
 * An account's part of a pool.
 *
 * @param supply of all shares of the pool
 * @param amount0 what a withdrawal of all its shares would give now
 */
public record AmmPosition(String pool, String account, Amount shares, Amount supply, Amount amount0, Amount amount1) {}
