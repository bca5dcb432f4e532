package org.quoin.host.sample;

import org.quoin.ledger.api.Hash;

/**
 * Something that happened to a gift.
 *
 * @param sequence of the ledger's event
 * @param height of the block
 * @param state of the gift from then on
 */
public record News(long sequence, long height, Hash gift, Gift.State state) {}
