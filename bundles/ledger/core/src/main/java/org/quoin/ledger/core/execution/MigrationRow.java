package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of rows that the active rules of a capability are bringing over from former tables.
 *
 * @param most in one block; 0 if they failed at a single one, and no more are tried
 * @param rows brought over so far
 */
public record MigrationRow(int most, long rows) {
    /** In one block, to begin with. */
    public static final int MOST = 128;

    private static final Field NAME = new Field("name", FieldType.text(Operation.MAX_NAME));
    private static final Field VERSION = new Field("version", FieldType.text(32));
    private static final Field ROWS = new Field("rows", FieldType.number(Long.MAX_VALUE));

    static final EventType ENDED = new EventType("rows-rewritten", Schema.of(NAME, VERSION, ROWS));
    static final EventType STOPPED =
            new EventType("rewriting-stopped", Schema.of(NAME, VERSION, ROWS, new Field("code", FieldType.text(97))));

    byte[] encode() {
        return new Writer(10).u16(most).u64(rows).toBytes();
    }

    static MigrationRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        MigrationRow row = new MigrationRow(in.u16(), in.u64());
        in.end();
        return row;
    }
}
