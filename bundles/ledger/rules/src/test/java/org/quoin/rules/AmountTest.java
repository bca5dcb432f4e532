package org.quoin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.rules.codec.CodecException;

/** Against {@link BigInteger}: every pair of boundary values, and many at random. */
class AmountTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);
    private static final long SEED = 20_260_102;

    @Test
    void sumsDifferencesAndOrderAreThoseOfWholeNumbers() {
        List<BigInteger> boundaries = new ArrayList<>();
        for (int bit : new int[] {0, 1, 31, 32, 62, 63, 64, 65, 95, 126, 127, 128}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bit);
            for (BigInteger near : List.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE))) {
                if (near.compareTo(LIMIT) < 0) {
                    boundaries.add(near);
                }
            }
        }
        boundaries.add(LIMIT.subtract(BigInteger.TWO));
        for (BigInteger a : boundaries) {
            for (BigInteger b : boundaries) {
                assertLikeWholeNumbers(a, b);
            }
        }
    }

    @Test
    void soAreThoseOfRandomAmounts() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            assertLikeWholeNumbers(random(random), random(random));
        }
    }

    @Test
    void anAmountHas16BytesBigEndian() {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0x80;
        bytes[7] = 1;
        bytes[15] = 2;

        assertThat(Amount.of(bytes)).isEqualTo(new Amount(0x8000_0000_0000_0001L, 2));
        assertThat(Amount.of(bytes).toBytes()).isEqualTo(bytes);
        assertThat(Amount.of(258)).isEqualTo(new Amount(0, 258));
        assertThat(Amount.ZERO.isZero()).isTrue();
        assertThat(new Amount(1, 0).isZero()).isFalse();
        assertThatThrownBy(() -> Amount.of(new byte[15])).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> Amount.of(-1)).isInstanceOf(ArithmeticException.class);
    }

    private static BigInteger random(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).shiftRight(random.nextInt(129));
    }

    private static void assertLikeWholeNumbers(BigInteger a, BigInteger b) {
        Amount x = amount(a);
        Amount y = amount(b);
        if (a.add(b).compareTo(LIMIT) < 0) {
            assertThat(x.plus(y)).as("%s + %s", a, b).isEqualTo(amount(a.add(b)));
        } else {
            assertThatThrownBy(() -> x.plus(y)).as("%s + %s", a, b).isInstanceOf(ArithmeticException.class);
        }
        if (a.compareTo(b) >= 0) {
            assertThat(x.minus(y)).as("%s - %s", a, b).isEqualTo(amount(a.subtract(b)));
        } else {
            assertThatThrownBy(() -> x.minus(y)).as("%s - %s", a, b).isInstanceOf(ArithmeticException.class);
        }
        assertThat(Integer.signum(x.compareTo(y))).as("%s, %s", a, b).isEqualTo(a.compareTo(b));
        assertThat(new BigInteger(1, x.toBytes())).isEqualTo(a);
    }

    private static Amount amount(BigInteger units) {
        byte[] bytes = new byte[16];
        byte[] shortest = units.toByteArray();
        int from = Math.max(0, shortest.length - 16);
        byte[] magnitude = Arrays.copyOfRange(shortest, from, shortest.length);
        System.arraycopy(magnitude, 0, bytes, 16 - magnitude.length, magnitude.length);
        return Amount.of(bytes);
    }
}
