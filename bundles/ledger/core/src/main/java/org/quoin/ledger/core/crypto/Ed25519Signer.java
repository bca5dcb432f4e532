package org.quoin.ledger.core.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;

/** Signs by RFC 8032 with a key in memory. */
public final class Ed25519Signer implements Signer {
    /** Of the private key, in bytes. */
    public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final PublicKey publicKey;

    /** @param seed the private key of RFC 8032, 32 bytes */
    public Ed25519Signer(byte[] seed) {
        if (seed.length != SEED_SIZE) {
            throw new IllegalArgumentException("an Ed25519 key has " + SEED_SIZE + " bytes, not " + seed.length);
        }
        this.seed = seed.clone();
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        publicKey = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(key));
    }

    public static byte[] randomSeed(SecureRandom random) {
        byte[] seed = new byte[SEED_SIZE];
        Ed25519.generatePrivateKey(random, seed);
        return seed;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Bytes message) {
        return sign(seed, publicKey, message);
    }

    static Bytes sign(byte[] seed, PublicKey publicKey, Bytes message) {
        byte[] bytes = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey.bytes().toArray(), 0, null, bytes, 0, bytes.length, signature, 0);
        return Bytes.of(signature);
    }
}
