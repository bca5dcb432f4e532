package org.quoin.ledger.core.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;

/**
 * Decides whether a signature is valid. For Ed25519 the rule is that of Bouncy Castle's low-level verifier with full
 * validation of the public key: 32-byte key and 64-byte signature, {@code S} below the group order, canonical {@code A} and
 * {@code R}, {@code A} in the prime-order subgroup, and the equation without the cofactor. Libraries disagree on hundreds of
 * edge cases, so the verdicts on published ones are frozen in a test; another verifier may be used only if it gives the same.
 */
public final class Signatures {
    private Signatures() {}

    /** Never throws, whatever the bytes: what has the wrong length is not valid. */
    public static boolean verify(PublicKey key, Bytes message, Bytes signature) {
        return switch (key.scheme()) {
            case ED25519 -> verifyEd25519(key.bytes().toArray(), message.toArray(), signature.toArray());
        };
    }

    private static boolean verifyEd25519(byte[] key, byte[] message, byte[] signature) {
        return key.length == Ed25519.PUBLIC_KEY_SIZE
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.validatePublicKeyFull(key, 0)
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }
}
