package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.crypto.Signatures;

/**
 * The case on which verifiers of Ed25519 differ although the key is sound: the owner of the key adds a point of small order to R.
 * The equation that is multiplied by the cofactor holds (RFC 8032, section 5.1.7, with the factor 8), the one without it does not.
 * Here the first decides. So a verifier that uses the second, as fast native ones do, must not say the last word.
 *
 * <p>The arithmetic is that of RFC 8032, section 5.1, on numbers, so that nothing depends on a library.
 */
class CofactorTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121_665)
            .multiply(BigInteger.valueOf(121_666).modInverse(P))
            .mod(P);
    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);
    private static final Point BASE = Point.decode("5866666666666666666666666666666666666666666666666666666666666666");

    /** Of order 8. */
    private static final Point SMALL = Point.decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    private static final Bytes MESSAGE = Bytes.of("pay bob".getBytes(StandardCharsets.US_ASCII));
    private static final BigInteger SECRET = new BigInteger("1234567890123456789012345678901234567890");
    private static final BigInteger NONCE = new BigInteger("9876543210987654321098765432109876543210");

    private record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger product = D.multiply(x)
                    .multiply(other.x)
                    .multiply(y)
                    .multiply(other.y)
                    .mod(P);
            BigInteger sumX = x.multiply(other.y).add(other.x.multiply(y));
            BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    sumX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                    sumY.multiply(BigInteger.ONE.subtract(product).modInverse(P))
                            .mod(P));
        }

        Point times(BigInteger factor) {
            Point sum = ZERO;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                if (factor.testBit(bit)) {
                    sum = sum.plus(this);
                }
            }
            return sum;
        }

        byte[] encode() {
            byte[] encoded = littleEndian(y);
            encoded[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return encoded;
        }

        static Point decode(String hex) {
            byte[] bytes = Bytes.fromHex(hex).toArray();
            boolean odd = bytes[31] < 0;
            bytes[31] &= 0x7f;
            BigInteger y = number(bytes);
            BigInteger square = y.multiply(y);
            BigInteger xx = square.subtract(BigInteger.ONE)
                    .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
                    .mod(P);
            BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
            if (!x.multiply(x).mod(P).equals(xx)) {
                BigInteger rootOfMinusOne = BigInteger.TWO.modPow(P.shiftRight(2), P);
                x = x.multiply(rootOfMinusOne).mod(P);
            }
            return new Point(x.testBit(0) == odd ? x : P.subtract(x), y);
        }
    }

    @Test
    void whatHoldsOnlyWithTheCofactorIsAccepted() {
        Point key = BASE.times(SECRET);
        PublicKey publicKey = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(key.encode()));
        assertThat(Signatures.isSound(publicKey)).isTrue();

        Point added = ZERO;
        for (int i = 0; i < 8; i++) {
            Point r = BASE.times(NONCE).plus(added);
            BigInteger challenge = challenge(r, key);
            BigInteger s = NONCE.add(challenge.multiply(SECRET)).mod(L);
            boolean withoutCofactor = BASE.times(s).equals(r.plus(key.times(challenge)));

            assertThat(withoutCofactor).as("%d times the small point", i).isEqualTo(i == 0);
            assertThat(Signatures.verify(publicKey, MESSAGE, signature(r, s)))
                    .as("%d times the small point", i)
                    .isTrue();
            assertThat(Signatures.verify(publicKey, MESSAGE, signature(r, s.add(BigInteger.ONE))))
                    .isFalse();
            added = added.plus(SMALL);
        }
        assertThat(added).as("eight times the small point").isEqualTo(ZERO);
    }

    private static Bytes signature(Point r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r.encode(), 64);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return Bytes.of(signature);
    }

    private static BigInteger challenge(Point r, Point key) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            sha512.update(r.encode());
            sha512.update(key.encode());
            return number(sha512.digest(MESSAGE.toArray())).mod(L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = reversed(number.toByteArray());
        return Arrays.copyOf(bytes, 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
