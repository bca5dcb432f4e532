package org.quoin.ledger.core.block;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.quoin.ledger.api.Hash;

/**
 * The root of a list: the tree of RFC 6962, section 2.1 (leaf = H(00 ‖ data), node = H(01 ‖ left ‖ right), the left side the
 * largest power of two below the size), and over it H(02 ‖ size u64 ‖ tree), so that the root also says how many there are.
 * An empty list has the zero root.
 */
public final class MerkleList {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte LIST = 2;

    private final List<byte[]> items;
    private final MessageDigest sha256 = sha256();

    private MerkleList(List<byte[]> items) {
        this.items = items;
    }

    public static Hash root(List<byte[]> items) {
        return items.isEmpty() ? Hash.ZERO : Hash.of(new MerkleList(items).root());
    }

    static Hash tree(List<byte[]> items) {
        return Hash.of(new MerkleList(items).tree(0, items.size()));
    }

    private byte[] root() {
        byte[] tree = tree(0, items.size());
        sha256.update(LIST);
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(items.size()).flip());
        return sha256.digest(tree);
    }

    private byte[] tree(int from, int to) {
        if (to - from == 1) {
            sha256.update(LEAF);
            return sha256.digest(items.get(from));
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        byte[] left = tree(from, middle);
        byte[] right = tree(middle, to);
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
