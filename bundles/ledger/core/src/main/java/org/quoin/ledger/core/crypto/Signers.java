package org.quoin.ledger.core.crypto;

import java.security.SecureRandom;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;

/** Private keys of every scheme. */
public final class Signers {
    private Signers() {}

    /** A private key that nobody can guess, 32 bytes. */
    public static byte[] randomKey(Scheme scheme, SecureRandom random) {
        return switch (scheme) {
            case ED25519 -> Ed25519Signer.randomSeed(random);
            case SECP256K1 -> Ecdsa.SECP256K1.randomKey(random);
            case P256 -> Ecdsa.P256.randomKey(random);
        };
    }

    /**
     * Signs with a private key.
     *
     * @throws IllegalArgumentException if the bytes are no private key of that scheme
     */
    public static Signer of(Scheme scheme, byte[] privateKey) {
        return switch (scheme) {
            case ED25519 -> new Ed25519Signer(privateKey);
            case SECP256K1 -> new EcdsaSigner(scheme, Ecdsa.SECP256K1, privateKey);
            case P256 -> new EcdsaSigner(scheme, Ecdsa.P256, privateKey);
        };
    }

    /** The same signature, without a copy of the key that stays. */
    public static Bytes sign(PublicKey publicKey, byte[] privateKey, Bytes message) {
        return switch (publicKey.scheme()) {
            case ED25519 -> Ed25519Signer.sign(privateKey, publicKey, message);
            case SECP256K1 -> Bytes.of(Ecdsa.SECP256K1.sign(Ecdsa.number(privateKey, 0), message.toArray()));
            case P256 -> Bytes.of(Ecdsa.P256.sign(Ecdsa.number(privateKey, 0), message.toArray()));
        };
    }
}
