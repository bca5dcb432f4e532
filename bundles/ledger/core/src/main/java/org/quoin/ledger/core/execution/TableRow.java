package org.quoin.ledger.core.execution;

import java.util.Optional;
import org.quoin.ledger.api.Operation;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of a table that some rules of a capability described when they became active.
 *
 * @param keyWidth in bytes; 0 if it is hashed
 * @param follows the table with an earlier form of the same rows
 * @param written whether rules have written a row; of one that follows no other, false
 */
record TableRow(String name, int keyWidth, Optional<String> follows, boolean written) {
    byte[] encode() {
        Writer out = new Writer(64).text(name, Operation.MAX_NAME).u8(keyWidth).flag(follows.isPresent());
        follows.ifPresent(former -> out.text(former, Operation.MAX_NAME));
        return out.flag(written).toBytes();
    }

    static TableRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        TableRow row = new TableRow(
                in.text(Operation.MAX_NAME),
                in.u8(),
                in.flag() ? Optional.of(in.text(Operation.MAX_NAME)) : Optional.empty(),
                in.flag());
        in.end();
        return row;
    }
}
