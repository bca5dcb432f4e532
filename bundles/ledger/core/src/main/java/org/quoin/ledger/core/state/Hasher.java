package org.quoin.ledger.core.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash format of the package description, and nothing else. One for each batch: it is not safe for concurrent use. */
final class Hasher {
    static final int SIZE = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte TABLE = 2;

    private final MessageDigest sha256;
    private final ByteBuffer node =
            ByteBuffer.allocate(1 + Short.BYTES + 2 * SIZE).put(NODE);
    private final ByteBuffer leaf =
            ByteBuffer.allocate(1 + Table.MAX_WIDTH + SIZE).put(LEAF);

    Hasher() {
        this(newSha256());
    }

    Hasher(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    byte[] path(Table table, byte[] key) {
        return table.kind() == Table.Kind.HASHED ? value(key) : key;
    }

    byte[] path(Table table) {
        return value(table.id().getBytes(StandardCharsets.US_ASCII));
    }

    byte[] value(byte[] value) {
        return sha256.digest(value);
    }

    Digest leaf(byte[] path, byte[] valueHash) {
        sha256.update(leaf.position(1).put(path).put(valueHash).array(), 0, leaf.position());
        return Digest.of(sha256.digest());
    }

    Digest node(int bit, Digest left, Digest right) {
        node.position(1).putShort((short) bit);
        left.put(node);
        right.put(node);
        return Digest.of(sha256.digest(node.array()));
    }

    byte[] table(Table table, long count, Digest root) {
        byte[] id = table.id().getBytes(StandardCharsets.US_ASCII);
        sha256.update(ByteBuffer.allocate(2 + id.length + Long.BYTES)
                .put(TABLE)
                .put((byte) id.length)
                .put(id)
                .putLong(count)
                .flip());
        return sha256.digest(root.bytes());
    }
}
