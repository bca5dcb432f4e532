package org.quoin.ledger.core.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash format of the package description, and nothing else. One for each batch: it is not safe for concurrent use. */
final class Hasher {
    static final int SIZE = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte TABLE = 2;
    private static final MessageDigest SHA_256 = platformSha256();

    private final MessageDigest sha256;
    private final ByteBuffer node =
            ByteBuffer.allocate(1 + Short.BYTES + 2 * SIZE).put(NODE);
    private final ByteBuffer leaf =
            ByteBuffer.allocate(1 + Table.MAX_WIDTH + SIZE).put(LEAF);

    /** Of the hash that was computed last: a batch computes millions, without an array for each. */
    private final byte[] result = new byte[SIZE];

    Hasher() {
        this(newSha256());
    }

    Hasher(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** A copy costs a tenth of asking the platform's providers again. */
    private static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    private static MessageDigest platformSha256() {
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

    /** Of the leaf of an entry. */
    Digest entry(byte[] path, byte[] value) {
        sha256.update(value);
        digest();
        return leaf(path, result);
    }

    Digest leaf(byte[] path, byte[] valueHash) {
        sha256.update(leaf.position(1).put(path).put(valueHash).array(), 0, leaf.position());
        digest();
        return Digest.of(result);
    }

    Digest node(int bit, Digest left, Digest right) {
        node.position(1).putShort((short) bit);
        left.put(node);
        right.put(node);
        sha256.update(node.array());
        digest();
        return Digest.of(result);
    }

    private void digest() {
        try {
            sha256.digest(result, 0, SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
        }
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
