package org.quoin.ledger.api;

import java.util.List;

/** A block: its header, and the ids of its transactions in their order. */
public record Block(Header header, List<Hash> transactions) {
    public Block {
        transactions = List.copyOf(transactions);
    }
}
