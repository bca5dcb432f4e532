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
