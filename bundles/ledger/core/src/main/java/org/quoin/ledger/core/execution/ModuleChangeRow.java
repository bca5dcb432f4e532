package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Hash;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** What the state holds of an activation or a deactivation. */
public record ModuleChangeRow(long height, Hash transaction, Hash rules, boolean active) {
    byte[] encode() {
        return new Writer(80)
                .u64(height)
                .fixed(transaction.toArray(), Hash.SIZE)
                .fixed(rules.toArray(), Hash.SIZE)
                .flag(active)
                .toBytes();
    }

    static ModuleChangeRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        ModuleChangeRow row =
                new ModuleChangeRow(in.u64(), Hash.of(in.fixed(Hash.SIZE)), Hash.of(in.fixed(Hash.SIZE)), in.flag());
        in.end();
        return row;
    }
}
