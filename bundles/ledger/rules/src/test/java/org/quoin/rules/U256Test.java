package org.quoin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Against BigInteger, where everything is easy. */
class U256Test {
    private static final long SEED = 256;
    private static final int ROUNDS = 100_000;
    private static final BigInteger END = BigInteger.ONE.shiftLeft(256);

    private static final List<BigInteger> EDGES = edges();

    private static List<BigInteger> edges() {
        List<BigInteger> edges = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO));
        for (int bits : new int[] {31, 32, 33, 63, 64, 65, 95, 96, 127, 128, 129, 160, 191, 192, 224, 255, 256}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            edges.add(power.subtract(BigInteger.ONE));
            if (bits < 256) {
                edges.add(power);
                edges.add(power.add(BigInteger.ONE));
                edges.add(END.subtract(power));
            }
        }
        return List.copyOf(edges);
    }

    @Test
    void edgesComeToWhatTheyShould() {
        for (BigInteger a : EDGES) {
            for (BigInteger b : EDGES) {
                compare(a, b, END.subtract(b).max(BigInteger.ONE).min(END.subtract(BigInteger.ONE)));
                compare(a, b, a.max(BigInteger.ONE));
            }
        }
    }

    @Test
    void randomNumbersComeToWhatTheyShould() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            compare(any(random), any(random), any(random));
        }
    }

    /** Where roots change: at squares, and one below. */
    @Test
    void rootsOfSquaresAreExact() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            BigInteger root = any(random).shiftRight(128).add(BigInteger.ONE);
            if (root.bitLength() <= 128) {
                U256 square = of(root.multiply(root));
                assertThat(of(square.sqrt())).isEqualTo(root);
                assertThat(of(square.minus(U256.ONE).sqrt())).isEqualTo(root.subtract(BigInteger.ONE));
            }
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(of(U256.of(i).sqrt())).isEqualTo(BigInteger.valueOf(i).sqrt());
        }
    }

    /** The digit that algorithm D guesses is one too many for about two of 2^32 divisions, and for these. */
    @Test
    void aGuessThatIsTooHighIsTakenBack() {
        BigInteger a = new BigInteger("80000000" + "00000000" + "fffffffe" + "00000000" + "00000000", 16);
        BigInteger b = new BigInteger("80000000" + "00000000" + "ffffffff", 16);
        compare(a, b, b);
        compare(
                new BigInteger("7fffffff" + "80000000" + "00000000" + "00000000", 16),
                new BigInteger("80000000" + "00000000" + "00000001", 16),
                BigInteger.ONE);
    }

    /** The same in words of 64 bits, which random numbers as good as never need: the lowest word of the divisor was not looked at. */
    @Test
    void aWordThatIsGuessedTooHighIsTakenBack() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        BigInteger word = BigInteger.ONE.shiftLeft(64);
        for (int i = 0; i < 1_000; i++) {
            BigInteger lowest = word.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
            BigInteger upper = BigInteger.ONE.shiftLeft(127).add(BigInteger.valueOf(random.nextInt(3)));
            BigInteger divisor = upper.shiftLeft(64).add(lowest);
            BigInteger guess = BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE));
            BigInteger dividend = guess.multiply(upper).shiftLeft(64);
            assertThat(dividend.divide(divisor)).isEqualTo(guess.subtract(BigInteger.ONE));
            compare(dividend, divisor, divisor);
            compare(dividend, BigInteger.ONE.shiftLeft(random.nextInt(192)), divisor);
            // a divisor's greatest word again in the dividend: then the greatest digit is the guess
            BigInteger below = divisor.multiply(word).subtract(BigInteger.ONE);
            compare(below, divisor, divisor);
            compare(below, below, divisor);
        }
    }

    /** Where the last of the corrections of a digit is needed. */
    @Test
    void multiplesAndTheirNeighboursAreDividedExactly() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            BigInteger divisor = any(random).max(BigInteger.ONE);
            BigInteger whole = any(random).shiftRight(divisor.bitLength());
            BigInteger rest = i % 4 == 3 ? divisor.subtract(BigInteger.ONE) : BigInteger.valueOf(i % 4);
            BigInteger dividend = whole.multiply(divisor).add(rest.mod(divisor));
            assertThat(of(of(dividend).divide(of(divisor)))).isEqualTo(whole);
            assertThat(of(of(dividend).remainder(of(divisor)))).isEqualTo(rest.mod(divisor));
        }
    }

    @Test
    void productsCompareAtFullWidth() {
        assertThat(U256.compareProducts(U256.MAX, U256.MAX, U256.MAX, U256.MAX)).isZero();
        assertThat(U256.compareProducts(U256.MAX, U256.MAX, U256.MAX, U256.MAX.minus(U256.ONE)))
                .isPositive();
        assertThat(U256.compareProducts(U256.ONE, U256.ONE, U256.MAX, U256.MAX)).isNegative();
        assertThat(U256.compareProducts(U256.MAX, U256.ZERO, U256.ZERO, U256.ONE))
                .isZero();
    }

    @Test
    void bitsThatAU256HasNotAreRefused() {
        for (int bit : new int[] {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> U256.ONE.shiftLeft(bit)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> U256.ONE.shiftRight(bit)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> U256.ONE.testBit(bit)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void whatIsNoU256IsRefused() {
        assertThatThrownBy(() -> U256.of(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> U256.ONE.divide(U256.ZERO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> U256.MAX.toLong()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new U256(0, 0, 0, -1).toLong()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new U256(0, 1, 0, 0).toAmount()).isInstanceOf(ArithmeticException.class);
        assertThat(new U256(0, 0, -1, -1).toAmount()).isEqualTo(new Amount(-1, -1));
        assertThat(U256.of(new Amount(7, 9))).isEqualTo(new U256(0, 0, 7, 9));
        assertThat(U256.of(Long.MAX_VALUE).toLong()).isEqualTo(Long.MAX_VALUE);
    }

    private static BigInteger any(RandomGenerator random) {
        if (random.nextInt(8) == 0) {
            return EDGES.get(random.nextInt(EDGES.size()));
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).shiftRight(random.nextInt(256));
    }

    private static void compare(BigInteger a, BigInteger b, BigInteger d) {
        U256 x = of(a);
        U256 y = of(b);
        U256 z = of(d);
        check(a.add(b), () -> x.plus(y));
        check(a.subtract(b), () -> x.minus(y));
        check(a.multiply(b), () -> x.times(y));
        if (b.signum() != 0) {
            check(a.divide(b), () -> x.divide(y));
            check(a.mod(b), () -> x.remainder(y));
        }
        if (d.signum() != 0) {
            BigInteger[] exact = a.multiply(b).divideAndRemainder(d);
            check(exact[0], () -> U256.mulDiv(x, y, z));
            check(exact[0].add(BigInteger.valueOf(exact[1].signum())), () -> U256.mulDivRoundingUp(x, y, z));
        }
        check(a.sqrt(), x::sqrt);
        check(a.add(b).mod(END), () -> x.plusWrapping(y));
        check(a.subtract(b).mod(END), () -> x.minusWrapping(y));
        check(a.and(b), () -> x.and(y));
        check(a.or(b), () -> x.or(y));
        int bits = d.intValue() & 255;
        check(a.shiftLeft(bits), () -> x.shiftLeft(bits));
        check(a.shiftRight(bits), () -> x.shiftRight(bits));
        assertThat(x.testBit(bits)).isEqualTo(a.testBit(bits));
        assertThat(Integer.signum(U256.compareProducts(x, y, z, y)))
                .isEqualTo(a.multiply(b).compareTo(d.multiply(b)));
        assertThat(Integer.signum(U256.compareProducts(x, x, y, z)))
                .isEqualTo(a.multiply(a).compareTo(b.multiply(d)));
        assertThat(Integer.signum(x.compareTo(y))).isEqualTo(a.compareTo(b));
        assertThat(x.bitLength()).isEqualTo(a.bitLength());
    }

    private static void check(BigInteger expected, Supplier<U256> computed) {
        Optional<BigInteger> result;
        try {
            result = Optional.of(of(computed.get()));
        } catch (ArithmeticException e) {
            result = Optional.empty();
        }
        boolean fits = expected.signum() >= 0 && expected.compareTo(END) < 0;
        assertThat(result).isEqualTo(fits ? Optional.of(expected) : Optional.empty());
    }

    private static U256 of(BigInteger value) {
        return new U256(
                value.shiftRight(192).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(64).longValue(),
                value.longValue());
    }

    private static BigInteger of(U256 value) {
        BigInteger result = BigInteger.ZERO;
        for (long word : new long[] {value.w3(), value.w2(), value.w1(), value.w0()}) {
            result = result.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(word)));
        }
        return result;
    }
}
