package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Something that an applied transaction or a block did.
 *
 * @param sequence its number on the whole chain, from 0, without gaps
 * @param type capability and name, {@code ledger.transferred}
 */
public record Event(long sequence, long height, String type, Values data) {}
