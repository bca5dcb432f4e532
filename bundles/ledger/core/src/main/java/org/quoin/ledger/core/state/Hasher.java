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

    /** Where they are in what is hashed of a node. */
    private static final int CHILDREN = 1 + Short.BYTES;

    private static final MessageDigest SHA_256 = platformSha256();

    private final MessageDigest sha256;

    /** What is hashed of a node: all but the first byte is written anew each time. */
    private final byte[] node = new byte[CHILDREN + 2 * SIZE];

    private final byte[] leaf = new byte[1 + Table.MAX_WIDTH + SIZE];

    Hasher() {
        this(newSha256());
    }

    Hasher(MessageDigest sha256) {
        this.sha256 = sha256;
        node[0] = NODE;
        leaf[0] = LEAF;
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

    /** Writes the hash of the leaf of an entry. */
    void entry(byte[] path, byte[] value, byte[] target, int at) {
        sha256.update(value);
        digest(leaf, 1 + path.length);
        leaf(path, target, at);
    }

    Digest leaf(byte[] path, byte[] valueHash) {
        System.arraycopy(valueHash, 0, leaf, 1 + path.length, SIZE);
        byte[] hash = new byte[SIZE];
        leaf(path, hash, 0);
        return Digest.of(hash);
    }

    /** The hash of the value is in its place. */
    private void leaf(byte[] path, byte[] target, int at) {
        System.arraycopy(path, 0, leaf, 1, path.length);
        sha256.update(leaf, 0, 1 + path.length + SIZE);
        digest(target, at);
    }

    Digest node(int bit, Digest left, Digest right) {
        byte[] hash = new byte[SIZE];
        node(bit, left.and(right), 0, SIZE, hash, 0);
        return Digest.of(hash);
    }

    /**
     * Writes the hash of a node.
     *
     * @param left where the hash of the left child is in {@code hashes}
     * @param right where that of the right one is
     */
    void node(int bit, byte[] hashes, int left, int right, byte[] target, int at) {
        node[1] = (byte) (bit >>> 8);
        node[2] = (byte) bit;
        System.arraycopy(hashes, left, node, CHILDREN, SIZE);
        System.arraycopy(hashes, right, node, CHILDREN + SIZE, SIZE);
        sha256.update(node, 0, node.length);
        digest(target, at);
    }

    private void digest(byte[] target, int at) {
        try {
            sha256.digest(target, at, SIZE);
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
