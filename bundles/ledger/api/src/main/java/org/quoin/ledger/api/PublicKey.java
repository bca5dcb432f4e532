package org.quoin.ledger.api;

import java.util.Arrays;
import java.util.Locale;

/** A public key and the scheme that its signatures follow. */
public record PublicKey(Scheme scheme, Bytes bytes) {

    /** A signature scheme; its number on the wire never changes its meaning. */
    public enum Scheme {
        /** RFC 8032, pure Ed25519: 32-byte keys, 64-byte signatures. */
        ED25519(1, 32, 64);

        private final int number;
        private final int keySize;
        private final int signatureSize;

        Scheme(int number, int keySize, int signatureSize) {
            this.number = number;
            this.keySize = keySize;
            this.signatureSize = signatureSize;
        }

        /** On the wire. */
        public int number() {
            return number;
        }

        /** In bytes. */
        public int keySize() {
            return keySize;
        }

        /** In bytes. */
        public int signatureSize() {
            return signatureSize;
        }

        /** @throws IllegalArgumentException if no scheme has this number */
        public static Scheme ofNumber(int number) {
            for (Scheme scheme : values()) {
                if (scheme.number == number) {
                    return scheme;
                }
            }
            throw new IllegalArgumentException("no signature scheme has the number " + number);
        }
    }

    public PublicKey {
        if (bytes.size() != scheme.keySize()) {
            throw new IllegalArgumentException(
                    "a key of " + scheme + " has " + scheme.keySize() + " bytes, not " + bytes.size());
        }
    }

    /** In bytes, the longest encoding. */
    public static final int MAX_ENCODED = 66;

    /** The number of the scheme in one byte, then the key. */
    public Bytes encode() {
        byte[] encoded = new byte[1 + bytes.size()];
        encoded[0] = (byte) scheme.number();
        System.arraycopy(bytes.toArray(), 0, encoded, 1, bytes.size());
        return Bytes.of(encoded);
    }

    /** @throws MalformedBytesException if the scheme is unknown or the key has not its length */
    public static PublicKey decode(Bytes encoded) {
        byte[] bytes = encoded.toArray();
        try {
            return new PublicKey(
                    Scheme.ofNumber(bytes.length == 0 ? 0 : bytes[0]),
                    Bytes.of(Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length)));
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("not a public key: " + e.getMessage(), e);
        }
    }

    /** The scheme and the key in hexadecimal, {@code ed25519:d75a…}. */
    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + ":" + bytes;
    }
}
