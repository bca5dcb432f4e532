package org.quoin.ledger.core.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;

/**
 * The one rule for keys and signatures. Libraries disagree on hundreds of edge cases, so the verdicts on published ones are
 * frozen in a test; another implementation may be used only if it gives the same.
 *
 * <p>Ed25519: a signature counts if Bouncy Castle's low-level verifier takes it: 64 bytes, {@code S} below the group order,
 * canonical {@code R} and key, a key of more than small order, and the equation multiplied by the cofactor. A key counts if it is a canonical point of the prime-order
 * subgroup; that is looked at once, when the key is put into the state.
 */
public final class Signatures {
    private Signatures() {}

    /** Never throws, whatever the bytes: what has the wrong length is not valid. */
    public static boolean verify(PublicKey key, Bytes message, Bytes signature) {
        return switch (key.scheme()) {
            case ED25519 -> verifyEd25519(key.bytes().toArray(), message.toArray(), signature.toArray());
        };
    }

    /** Whether only who knows the private key can sign for it. */
    public static boolean isSound(PublicKey key) {
        return switch (key.scheme()) {
            case ED25519 -> Ed25519.validatePublicKeyFull(key.bytes().toArray(), 0);
        };
    }

    private static boolean verifyEd25519(byte[] key, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }
}
