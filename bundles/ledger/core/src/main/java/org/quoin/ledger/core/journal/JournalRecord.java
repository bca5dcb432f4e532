package org.quoin.ledger.core.journal;

import java.nio.ByteBuffer;
import org.quoin.ledger.api.Hash;

/** The form of a record: magic, length of the payload, height; the payload; the digest that chains it to its predecessor. */
final class JournalRecord {
    /** In bytes: magic 4, length 4, height 8. */
    static final int PREFIX = 16;

    private static final int MAGIC = 0x51524543; // "QREC"
    private static final int LENGTH = 4;
    private static final int HEIGHT = 8;

    private JournalRecord() {}

    /** In bytes. */
    static int size(int payload) {
        return PREFIX + payload + Hash.SIZE;
    }

    static ByteBuffer encode(long height, byte[] payload, Hash previous) {
        ByteBuffer bytes = ByteBuffer.allocate(size(payload.length));
        bytes.putInt(MAGIC).putInt(payload.length).putLong(height).put(payload);
        return bytes.put(digest(previous, bytes).toArray()).flip();
    }

    /** The length of payload that a prefix states, or -1 if no record of this height can begin so. */
    static int payload(ByteBuffer prefix, long height) {
        int length = prefix.getInt(LENGTH);
        boolean right = prefix.getInt(0) == MAGIC && prefix.getLong(HEIGHT) == height;
        return right && length >= 0 && length <= Journal.MAX_PAYLOAD ? length : -1;
    }

    /** Whether a prefix has the magic or the height of a record of this height. */
    static boolean resembles(ByteBuffer prefix, long height) {
        return prefix.getInt(0) == MAGIC || prefix.getLong(HEIGHT) == height;
    }

    /** The digest that a record has after its predecessor's. */
    static Hash digest(Hash previous, ByteBuffer bytes) {
        return Sha256.of(ByteBuffer.wrap(previous.toArray()), bytes.slice(0, bytes.limit() - Hash.SIZE));
    }

    /** Whether a record closes with the digest that it has after its predecessor's. */
    static boolean whole(Hash previous, ByteBuffer bytes) {
        return digest(previous, bytes).equals(closing(bytes));
    }

    static Hash closing(ByteBuffer bytes) {
        return Sha256.read(bytes.slice(bytes.limit() - Hash.SIZE, Hash.SIZE));
    }

    static byte[] payload(ByteBuffer bytes) {
        byte[] payload = new byte[bytes.limit() - size(0)];
        bytes.get(PREFIX, payload);
        return payload;
    }
}
