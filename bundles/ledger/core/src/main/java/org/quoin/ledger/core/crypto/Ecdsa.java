package org.quoin.ledger.core.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;

/**
 * ECDSA with SHA-256 (SEC 1, section 4.1) over one curve of prime order, so that every point but infinity generates the whole
 * group. Keys are compressed points; signatures are r and s in 32 bytes each, big-endian.
 */
final class Ecdsa {
    static final Ecdsa SECP256K1 = new Ecdsa("secp256k1");
    static final Ecdsa P256 = new Ecdsa("secp256r1");

    /** Of a coordinate and of a number modulo the order, in bytes. */
    static final int SIZE = 32;

    private static final int KEY_SIZE = 1 + SIZE;
    private static final int EVEN = 2;
    private static final int ODD = 3;

    private final ECDomainParameters domain;
    private final BigInteger order;
    private final BigInteger half;

    private Ecdsa(String curve) {
        X9ECParameters parameters = CustomNamedCurves.getByName(curve);
        domain = new ECDomainParameters(parameters);
        order = domain.getN();
        half = order.shiftRight(1);
    }

    boolean isKey(byte[] key) {
        return point(key) != null;
    }

    boolean verify(byte[] key, byte[] message, byte[] signature) {
        if (signature.length != 2 * SIZE) {
            return false;
        }
        BigInteger r = number(signature, 0);
        BigInteger s = number(signature, SIZE);
        if (!isScalar(r) || !isScalar(s) || s.compareTo(half) > 0) {
            return false;
        }
        ECPoint point = point(key);
        return point != null && holds(point, digest(message), r, s);
    }

    private boolean holds(ECPoint key, BigInteger digest, BigInteger r, BigInteger s) {
        BigInteger inverse = BigIntegers.modOddInverseVar(order, s);
        BigInteger ofBase = digest.multiply(inverse).mod(order);
        BigInteger ofKey = r.multiply(inverse).mod(order);
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(domain.getG(), ofBase, key, ofKey)
                .normalize();
        return !sum.isInfinity()
                && sum.getAffineXCoord().toBigInteger().mod(order).equals(r);
    }

    /** Null if the bytes are no compressed point of the curve. */
    private @Nullable ECPoint point(byte[] key) {
        if (key.length != KEY_SIZE || (key[0] != EVEN && key[0] != ODD)) {
            return null;
        }
        try {
            return domain.getCurve().decodePoint(key);
        } catch (IllegalArgumentException notOnTheCurve) {
            return null;
        }
    }

    /**
     * Signs with the nonce of RFC 6979, and takes the smaller of the two values of s.
     *
     * @param key 1 to the order, exclusive
     */
    byte[] sign(BigInteger key, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, domain));
        BigInteger[] signature = signer.generateSignature(Hash.sha256(message).toArray());
        BigInteger s = signature[1].compareTo(half) > 0 ? order.subtract(signature[1]) : signature[1];
        byte[] encoded = new byte[2 * SIZE];
        BigIntegers.asUnsignedByteArray(signature[0], encoded, 0, SIZE);
        BigIntegers.asUnsignedByteArray(s, encoded, SIZE, SIZE);
        return encoded;
    }

    byte[] publicKey(BigInteger key) {
        return new FixedPointCombMultiplier().multiply(domain.getG(), key).getEncoded(true);
    }

    byte[] randomKey(SecureRandom random) {
        while (true) {
            byte[] key = new byte[SIZE];
            random.nextBytes(key);
            if (isScalar(number(key, 0))) {
                return key;
            }
        }
    }

    /** Whether it is 1 to the order, exclusive. */
    boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(order) < 0;
    }

    static BigInteger number(byte[] bytes, int at) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, at, at + SIZE));
    }

    private static BigInteger digest(byte[] message) {
        return new BigInteger(1, Hash.sha256(message).toArray());
    }
}
