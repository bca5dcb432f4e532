package org.quoin.ledger.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A public key and the scheme that its signatures follow. */
public record PublicKey(Scheme scheme, Bytes bytes) {

    /** A signature scheme; its number on the wire never changes its meaning. */
    public enum Scheme {
        /** RFC 8032, pure Ed25519: 32-byte keys, 64-byte signatures. */
        ED25519(1, 32, 64),
        /**
         * ECDSA (SEC 1) over secp256k1 with SHA-256 of the message: 33-byte compressed keys; signatures are r and s in 32
         * bytes each, big-endian, s at most half of the group's order.
         */
        SECP256K1(2, 33, 64),
        /** The same over P-256 (FIPS 186-5), s at most half of the group's order here too. */
        P256(3, 33, 64);

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

        /** The scheme of a name such as {@code secp256k1}, in lower case. */
        public static Optional<Scheme> ofName(String name) {
            return Arrays.stream(values())
                    .filter(scheme -> scheme.toString().equals(name))
                    .findFirst();
        }

        /** In lower case, as people write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
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

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static PublicKey parse(String text) {
        int colon = text.indexOf(':');
        Scheme scheme = Scheme.ofName(text.substring(0, Math.max(0, colon)))
                .orElseThrow(() -> new IllegalArgumentException("it names no signature scheme"));
        return new PublicKey(scheme, Bytes.fromHex(text.substring(colon + 1)));
    }

    /** The scheme and the key in hexadecimal, {@code ed25519:d75a…}. */
    @Override
    public String toString() {
        return scheme + ":" + bytes;
    }
}
