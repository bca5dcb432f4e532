package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of a module under the hash of its rules, from its first activation on for ever.
 *
 * @param height of the block with which the rules jar came
 * @param description encoded
 */
public record ModuleRow(ModuleId id, long height, Bytes description) {
    private static final int MAX_VERSION = 32;

    byte[] encode() {
        return new Writer(64 + description.size())
                .text(id.capability(), Operation.MAX_NAME)
                .text(id.version(), MAX_VERSION)
                .u64(height)
                .bytes(description.toArray(), LoadedModule.MAX_DESCRIPTION)
                .toBytes();
    }

    static ModuleRow decode(Hash sha256, byte[] bytes) {
        Reader in = new Reader(bytes);
        ModuleRow row = new ModuleRow(
                new ModuleId(in.text(Operation.MAX_NAME), in.text(MAX_VERSION), sha256),
                in.u64(),
                Bytes.of(in.bytes(LoadedModule.MAX_DESCRIPTION)));
        in.end();
        return row;
    }
}
