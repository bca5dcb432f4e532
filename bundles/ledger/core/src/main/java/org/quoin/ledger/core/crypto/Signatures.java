package org.quoin.ledger.core.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;

/**
 * The one rule for keys and signatures. Libraries disagree on hundreds of edge cases, so the verdicts on published ones are
 * frozen in a test; another implementation may be used only if it gives the same.
 *
 * <p>Ed25519: a signature counts if Bouncy Castle's low-level verifier takes it: 64 bytes, {@code S} below the group order,
 * canonical {@code R} and key, a key of more than small order, and the equation multiplied by the cofactor. A key counts if it is
 * a canonical point of the prime-order subgroup; that is looked at once, when the key is put into the state.
 *
 * <p>secp256k1 and P-256: a signature counts if it has 64 bytes, {@code r} is 1 to n − 1, {@code s} is 1 to half of n, the key is
 * a compressed point of the curve, and the equation of SEC 1, section 4.1.4, holds. Of the two values of {@code s} that satisfy it
 * only the smaller counts, on both curves. What others call a valid P-256 signature may therefore have to be brought into that
 * form before it is submitted: {@code s} becomes n − {@code s}.
 */
public final class Signatures {
    private Signatures() {}

    /** Never throws, whatever the bytes: what has the wrong length is not valid. */
    public static boolean verify(PublicKey key, Bytes message, Bytes signature) {
        return switch (key.scheme()) {
            case ED25519 -> verifyEd25519(key.bytes().toArray(), message.toArray(), signature.toArray());
            case SECP256K1 -> Ecdsa.SECP256K1.verify(key.bytes().toArray(), message.toArray(), signature.toArray());
            case P256 -> Ecdsa.P256.verify(key.bytes().toArray(), message.toArray(), signature.toArray());
        };
    }

    /** Whether only who knows the private key can sign for it. */
    public static boolean isSound(PublicKey key) {
        return switch (key.scheme()) {
            case ED25519 -> Ed25519.validatePublicKeyFull(key.bytes().toArray(), 0);
            case SECP256K1 -> Ecdsa.SECP256K1.isKey(key.bytes().toArray());
            case P256 -> Ecdsa.P256.isKey(key.bytes().toArray());
        };
    }

    private static boolean verifyEd25519(byte[] key, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }
}
