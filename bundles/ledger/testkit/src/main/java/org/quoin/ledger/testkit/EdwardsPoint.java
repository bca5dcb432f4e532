package org.quoin.ledger.testkit;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.quoin.ledger.api.Bytes;

/**
 * A point of the curve of Ed25519, by the arithmetic of RFC 8032, section 5.1, on numbers: slow, and independent of what it is
 * to test.
 */
public record EdwardsPoint(BigInteger x, BigInteger y) {
    /** The order of the large group. */
    public static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    public static final EdwardsPoint ZERO = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121_665)
            .multiply(BigInteger.valueOf(121_666).modInverse(P))
            .mod(P);
    private static final int SIZE = 32;

    public static final EdwardsPoint BASE = decode("5866666666666666666666666666666666666666666666666666666666666666");

    /** Of order 8. */
    public static final EdwardsPoint SMALL = decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    public EdwardsPoint plus(EdwardsPoint other) {
        BigInteger product =
                D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
        BigInteger sumX = x.multiply(other.y).add(other.x.multiply(y));
        BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
        return new EdwardsPoint(
                sumX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                sumY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }

    public EdwardsPoint times(BigInteger factor) {
        EdwardsPoint sum = ZERO;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            if (factor.testBit(bit)) {
                sum = sum.plus(this);
            }
        }
        return sum;
    }

    /** What a signature with this as its R answers: SHA-512 of R, key and message, as a number modulo the order. */
    public BigInteger challenge(EdwardsPoint key, Bytes message) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            sha512.update(encode());
            sha512.update(key.encode());
            return number(sha512.digest(message.toArray())).mod(ORDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    /** In 32 bytes. */
    public byte[] encode() {
        byte[] encoded = littleEndian(y);
        encoded[SIZE - 1] |= (byte) (x.testBit(0) ? 0x80 : 0);
        return encoded;
    }

    /** A number below 2^256 in 32 bytes. */
    public static byte[] littleEndian(BigInteger number) {
        return Arrays.copyOf(reversed(number.toByteArray()), SIZE);
    }

    /** The number in bytes of any length. */
    public static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static EdwardsPoint decode(String hex) {
        byte[] bytes = Bytes.fromHex(hex).toArray();
        boolean odd = bytes[SIZE - 1] < 0;
        bytes[SIZE - 1] &= 0x7f;
        BigInteger y = number(bytes);
        BigInteger square = y.multiply(y);
        BigInteger xx = square.subtract(BigInteger.ONE)
                .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xx)) {
            x = x.multiply(BigInteger.TWO.modPow(P.shiftRight(2), P)).mod(P); // times a root of -1
        }
        return new EdwardsPoint(x.testBit(0) == odd ? x : P.subtract(x), y);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
