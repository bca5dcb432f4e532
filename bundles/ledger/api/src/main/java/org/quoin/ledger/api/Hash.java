package org.quoin.ledger.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest: the name of a chain, a block, a transaction, a rules jar or a state. */
public record Hash(Bytes bytes) {
    /** In bytes. */
    public static final int SIZE = 32;

    private static final MessageDigest SHA_256 = sha256();

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
        MessageDigest digest = newSha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return of(digest.digest());
    }

    /** A copy costs a tenth of asking the platform's providers again. */
    private static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
