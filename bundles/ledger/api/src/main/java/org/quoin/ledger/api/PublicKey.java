package org.quoin.ledger.api;

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

    /** The scheme and the key in hexadecimal, {@code ed25519:d75a…}. */
    @Override
    public String toString() {
        return scheme.name().toLowerCase(java.util.Locale.ROOT) + ":" + bytes;
    }
}
