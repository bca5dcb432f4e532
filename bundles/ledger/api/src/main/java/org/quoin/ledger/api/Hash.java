package org.quoin.ledger.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A SHA-256 digest: the name of a chain, a block, a transaction, a rules jar or a state. */
public record Hash(Bytes bytes) {
    /** In bytes. */
    public static final int SIZE = 32;

    /** Stands where there is nothing to hash: the parent of genesis, the root of an empty table. */
    public static final Hash ZERO = new Hash(Bytes.of(new byte[SIZE]));

    public Hash {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a hash has " + SIZE + " bytes, not " + bytes.size());
        }
    }

    public static Hash of(byte[] digest) {
        return new Hash(Bytes.of(digest));
    }

    /** @throws IllegalArgumentException if it is not 64 hexadecimal digits */
    public static Hash fromHex(String hex) {
        return new Hash(Bytes.fromHex(hex));
    }

    /** The SHA-256 of the concatenation of the parts. */
    public static Hash sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] toArray() {
        return bytes.toArray();
    }

    public String toHex() {
        return bytes.toHex();
    }

    @Override
    public String toString() {
        return toHex();
    }
}
