package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.crypto.Signatures;

/**
 * The case on which verifiers of Ed25519 differ although the key is sound: the owner of the key adds a point of small order to R.
 * The equation that is multiplied by the cofactor holds (RFC 8032, section 5.1.7, with the factor 8), the one without it does not.
 * Here the first decides. So a verifier that uses the second, as fast native ones do, must not say the last word.
 */
class CofactorTest {
    private static final Bytes MESSAGE = Bytes.of("pay bob".getBytes(StandardCharsets.US_ASCII));
    private static final BigInteger SECRET = new BigInteger("1234567890123456789012345678901234567890");
    private static final BigInteger NONCE = new BigInteger("9876543210987654321098765432109876543210");

    @Test
    void whatHoldsOnlyWithTheCofactorIsAccepted() {
        EdwardsPoint key = EdwardsPoint.BASE.times(SECRET);
        PublicKey publicKey = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(key.encode()));
        assertThat(Signatures.isSound(publicKey)).isTrue();

        EdwardsPoint added = EdwardsPoint.ZERO;
        for (int i = 0; i < 8; i++) {
            EdwardsPoint r = EdwardsPoint.BASE.times(NONCE).plus(added);
            BigInteger challenge = r.challenge(key, MESSAGE);
            BigInteger s = NONCE.add(challenge.multiply(SECRET)).mod(EdwardsPoint.ORDER);
            boolean withoutCofactor = EdwardsPoint.BASE.times(s).equals(r.plus(key.times(challenge)));

            assertThat(withoutCofactor).as("%d times the small point", i).isEqualTo(i == 0);
            assertThat(Signatures.verify(publicKey, MESSAGE, signature(r, s)))
                    .as("%d times the small point", i)
                    .isTrue();
            assertThat(Signatures.verify(publicKey, MESSAGE, signature(r, s.add(BigInteger.ONE))))
                    .isFalse();
            added = added.plus(EdwardsPoint.SMALL);
        }
        assertThat(added).as("eight times the small point").isEqualTo(EdwardsPoint.ZERO);
    }

    private static Bytes signature(EdwardsPoint r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r.encode(), 64);
        System.arraycopy(EdwardsPoint.littleEndian(s), 0, signature, 32, 32);
        return Bytes.of(signature);
    }
}
