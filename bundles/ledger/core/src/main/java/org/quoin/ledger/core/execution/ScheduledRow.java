package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Hash;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of an activation that is due.
 *
 * @param at the height of the first block under the rules
 * @param transaction that was the last one needed for it
 */
public record ScheduledRow(long at, Hash rules, Hash transaction) {
    byte[] encode() {
        return new Writer(64)
                .fixed(rules.toArray(), Hash.SIZE)
                .fixed(transaction.toArray(), Hash.SIZE)
                .toBytes();
    }

    static ScheduledRow decode(byte[] key, byte[] row) {
        Reader in = new Reader(row);
        ScheduledRow scheduled =
                new ScheduledRow(new Reader(key).u64(), Hash.of(in.fixed(Hash.SIZE)), Hash.of(in.fixed(Hash.SIZE)));
        in.end();
        return scheduled;
    }
}
