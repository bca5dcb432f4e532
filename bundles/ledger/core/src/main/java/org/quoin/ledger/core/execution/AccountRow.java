package org.quoin.ledger.core.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** What the state holds of an account under its name. */
public record AccountRow(long ordinal, List<PublicKey> keys) {
    byte[] encode() {
        Writer out = new Writer(48).u64(ordinal).count(keys.size(), RotateKeys.MAX_KEYS);
        keys.forEach(key -> out.bytes(key.encode().toArray(), PublicKey.MAX_ENCODED));
        return out.toBytes();
    }

    /** That of an encoded row, without its keys. */
    static long ordinal(byte[] row) {
        return new Reader(row).u64();
    }

    /** Whether a key is one of those of an encoded row. */
    static boolean hasKey(byte[] row, PublicKey key) {
        byte[] wanted = key.encode().toArray();
        Reader in = new Reader(row);
        in.u64();
        boolean found = false;
        for (int rest = in.count(RotateKeys.MAX_KEYS); rest > 0 && !found; rest--) {
            found = Arrays.equals(in.bytes(PublicKey.MAX_ENCODED), wanted);
        }
        return found;
    }

    static AccountRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        long ordinal = in.u64();
        int count = in.count(RotateKeys.MAX_KEYS);
        List<PublicKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(PublicKey.decode(Bytes.of(in.bytes(PublicKey.MAX_ENCODED))));
        }
        in.end();
        return new AccountRow(ordinal, List.copyOf(keys));
    }
}
