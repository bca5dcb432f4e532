package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.quoin.rules.U256;

/** The arithmetic beside the same in exact fractions of numbers of any size, a million cases together. */
class ModelTest {
    private static final int POOLS = 400_000;
    private static final int TICKS = 200_000;
    private static final int STEPS = 400_000;
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger RESOLUTION = BigInteger.ONE.shiftLeft(96);
    private static final BigInteger PRICES = BigInteger.ONE.shiftLeft(160);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(9);

    /** The formulas as Uniswap v2 has them, in thousandths; with other fees, in millionths. */
    @Test
    void poolsWhoseProductNeverFalls() {
        for (int i = 0; i < POOLS; i++) {
            int fee = i % 2 == 0 ? 3_000 : random.nextInt(100_000);
            BigInteger unit = BigInteger.valueOf(i % 2 == 0 ? 1_000 : 1_000_000);
            BigInteger kept = BigInteger.valueOf(i % 2 == 0 ? 997 : 1_000_000 - fee);
            BigInteger reserveIn = positive(112);
            BigInteger reserveOut = positive(112);
            BigInteger in = positive(i % 3 == 0 ? 128 : 112);

            BigInteger counted = in.multiply(kept);
            BigInteger out =
                    counted.multiply(reserveOut).divide(reserveIn.multiply(unit).add(counted));
            U256 given = ConstantProduct.out(Wide.of(in), Wide.of(reserveIn), Wide.of(reserveOut), fee);
            same(out, given, in, reserveIn, reserveOut);

            boolean holds = keeps(reserveIn, reserveOut, in, out, unit, kept);
            assertThat(holds).isTrue();
            assertThat(kept(reserveIn, reserveOut, in, out, fee)).isTrue();
            BigInteger more = out.add(BigInteger.ONE);
            if (more.compareTo(reserveOut) <= 0) {
                assertThat(kept(reserveIn, reserveOut, in, more, fee))
                        .isEqualTo(keeps(reserveIn, reserveOut, in, more, unit, kept));
            }
            if (out.signum() > 0 && out.compareTo(reserveOut) < 0) {
                BigInteger needed = reserveIn
                        .multiply(out)
                        .multiply(unit)
                        .divide(reserveOut.subtract(out).multiply(kept))
                        .add(BigInteger.ONE);
                U256 taken = ConstantProduct.in(given, Wide.of(reserveIn), Wide.of(reserveOut), fee);
                same(needed, taken, out, reserveIn, reserveOut);
                assertThat(kept(reserveIn, reserveOut, needed, out, fee)).isTrue();
            }
            shares(reserveIn, reserveOut, in);
        }
    }

    private void shares(BigInteger reserve0, BigInteger reserve1, BigInteger amount0) {
        BigInteger amount1 = positive(112);
        BigInteger supply = positive(112);
        BigInteger fair = amount0.multiply(supply)
                .divide(reserve0)
                .min(amount1.multiply(supply).divide(reserve1));
        if (fair.bitLength() <= 256) {
            same(
                    fair,
                    ConstantProduct.shares(
                            Wide.of(amount0), Wide.of(amount1), Wide.of(reserve0), Wide.of(reserve1), Wide.of(supply)),
                    amount0,
                    amount1);
        }
        BigInteger burnt =
                supply.multiply(BigInteger.valueOf(random.nextInt(1_001))).divide(BigInteger.valueOf(1_000));
        same(
                burnt.multiply(reserve0).divide(supply),
                ConstantProduct.worth(Wide.of(burnt), Wide.of(reserve0), Wide.of(supply)),
                burnt,
                supply);
        same(
                reserve0.multiply(reserve1).sqrt(),
                ConstantProduct.firstShares(Wide.of(reserve0), Wide.of(reserve1)),
                reserve0,
                reserve1);
        BigInteger last = positive(224);
        BigInteger root = reserve0.multiply(reserve1).sqrt();
        BigInteger rootLast = last.sqrt();
        BigInteger growth = root.subtract(rootLast).max(BigInteger.ZERO);
        same(
                supply.multiply(growth)
                        .divide(root.multiply(BigInteger.valueOf(5)).add(rootLast)),
                ConstantProduct.protocolShares(Wide.of(supply), Wide.of(reserve0), Wide.of(reserve1), Wide.of(last)),
                supply,
                last);
    }

    private static boolean keeps(
            BigInteger reserveIn,
            BigInteger reserveOut,
            BigInteger in,
            BigInteger out,
            BigInteger unit,
            BigInteger kept) {
        BigInteger counted = reserveIn.multiply(unit).add(in.multiply(kept));
        return counted.multiply(reserveOut.subtract(out))
                        .compareTo(reserveIn.multiply(reserveOut).multiply(unit))
                >= 0;
    }

    private static boolean kept(BigInteger reserveIn, BigInteger reserveOut, BigInteger in, BigInteger out, int fee) {
        return ConstantProduct.keepsProduct(
                Wide.of(reserveIn.add(in)),
                Wide.of(reserveOut.subtract(out)),
                Wide.of(in),
                U256.ZERO,
                Wide.of(reserveIn),
                Wide.of(reserveOut),
                fee);
    }

    /** By its definition, a factor for each bit of the distance, each computed here to a hundred digits. */
    @Test
    void squareRootsOfPricesAndTheirTicks() {
        BigInteger[] factors = new BigInteger[20];
        MathContext digits = new MathContext(100);
        BigDecimal root = new BigDecimal("1.0001").sqrt(digits);
        for (int bit = 0; bit < factors.length; bit++) {
            factors[bit] = new BigDecimal(BigInteger.ONE.shiftLeft(128))
                    .divide(root, digits)
                    .add(new BigDecimal("0.5"))
                    .toBigInteger();
            root = root.multiply(root, digits);
        }
        for (int i = 0; i < TICKS; i++) {
            int tick = i < 100
                    ? TickMath.MIN_TICK + i
                    : i < 200 ? TickMath.MAX_TICK - i + 100 : random.nextInt(TickMath.MIN_TICK, TickMath.MAX_TICK);
            BigInteger ratio = BigInteger.ONE.shiftLeft(128);
            for (int bit = 0; bit < factors.length; bit++) {
                if ((Math.abs(tick) >> bit & 1) != 0) {
                    ratio = ratio.multiply(factors[bit]).shiftRight(128);
                }
            }
            if (tick > 0) {
                ratio = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).divide(ratio);
            }
            BigInteger price = ceiling(ratio, BigInteger.ONE.shiftLeft(32));
            U256 sqrtPrice = TickMath.sqrtRatioAt(tick);
            same(price, sqrtPrice, BigInteger.valueOf(tick));
            if (tick < TickMath.MAX_TICK) {
                assertThat(TickMath.tickAt(sqrtPrice)).isEqualTo(tick);
                U256 next = TickMath.sqrtRatioAt(tick + 1);
                assertThat(TickMath.tickAt(next.minus(U256.ONE))).isEqualTo(tick);
            }
        }
    }

    /** Amounts between two prices, and prices after amounts, each rounded for the pool. */
    @Test
    void stepsAlongTheCurve() {
        for (int i = 0; i < STEPS; i++) {
            BigInteger current = price();
            BigInteger target = i % 4 == 0 ? near(current) : price();
            BigInteger liquidity = positive(128);
            BigInteger amount = positive(128);
            int fee = random.nextInt(100_000);
            boolean down = current.compareTo(target) >= 0;

            BigInteger in =
                    down ? amount0(target, current, liquidity, true) : amount1(current, target, liquidity, true);
            BigInteger out =
                    down ? amount1(target, current, liquidity, false) : amount0(current, target, liquidity, false);
            BigInteger spendable =
                    amount.multiply(BigInteger.valueOf(1_000_000 - fee)).divide(MILLION);
            SwapStep step =
                    SwapStep.exactIn(Wide.of(current), Wide.of(target), Wide.of(liquidity), Wide.of(amount), fee);
            BigInteger next = spendable.compareTo(in) >= 0 ? target : after(current, liquidity, spendable, down);
            same(next, step.sqrtPrice(), current, target, liquidity, amount);
            BigInteger moved = down ? amount0(next, current, liquidity, true) : amount1(current, next, liquidity, true);
            same(moved, step.in(), current, target, liquidity, amount);
            same(
                    next.equals(target) ? feeOn(moved, fee) : amount.subtract(moved),
                    step.fee(),
                    current,
                    target,
                    liquidity,
                    amount);
            same(
                    down ? amount1(next, current, liquidity, false) : amount0(current, next, liquidity, false),
                    step.out(),
                    current,
                    target,
                    liquidity,
                    amount);
            assertThat(Wide.of(step.in()).add(Wide.of(step.fee())).compareTo(amount))
                    .isLessThanOrEqualTo(0);

            SwapStep asked =
                    SwapStep.exactOut(Wide.of(current), Wide.of(target), Wide.of(liquidity), Wide.of(amount), fee);
            assertThat(Wide.of(asked.out()).compareTo(amount.min(out))).isLessThanOrEqualTo(0);
            if (amount.compareTo(out) >= 0) {
                same(target, asked.sqrtPrice(), current, target, liquidity, amount);
                same(out, asked.out(), current, target, liquidity, amount);
                same(in, asked.in(), current, target, liquidity, amount);
                same(feeOn(in, fee), asked.fee(), current, target, liquidity, amount);
            } else {
                BigInteger reached = afterTaking(current, liquidity, amount, down);
                same(reached, asked.sqrtPrice(), current, target, liquidity, amount);
                same(
                        down ? amount0(reached, current, liquidity, true) : amount1(current, reached, liquidity, true),
                        asked.in(),
                        current,
                        target,
                        liquidity,
                        amount);
            }
        }
    }

    private static BigInteger after(BigInteger price, BigInteger liquidity, BigInteger in, boolean down) {
        if (!down) {
            return price.add(in.multiply(RESOLUTION).divide(liquidity));
        }
        BigInteger scaled = liquidity.multiply(RESOLUTION);
        BigInteger sum = scaled.add(in.multiply(price));
        return in.signum() == 0
                ? price
                : sum.bitLength() <= 256
                        ? ceiling(scaled.multiply(price), sum)
                        : ceiling(scaled, scaled.divide(price).add(in));
    }

    private static BigInteger afterTaking(BigInteger price, BigInteger liquidity, BigInteger out, boolean down) {
        if (down) {
            return price.subtract(ceiling(out.multiply(RESOLUTION), liquidity));
        }
        BigInteger scaled = liquidity.multiply(RESOLUTION);
        return ceiling(scaled.multiply(price), scaled.subtract(out.multiply(price)));
    }

    private static BigInteger amount0(BigInteger lower, BigInteger upper, BigInteger liquidity, boolean up) {
        BigInteger dividend = liquidity.multiply(RESOLUTION).multiply(upper.subtract(lower));
        BigInteger divisor = lower.multiply(upper);
        return up ? ceiling(dividend, divisor) : dividend.divide(divisor);
    }

    private static BigInteger amount1(BigInteger lower, BigInteger upper, BigInteger liquidity, boolean up) {
        BigInteger dividend = liquidity.multiply(upper.subtract(lower));
        return up ? ceiling(dividend, RESOLUTION) : dividend.divide(RESOLUTION);
    }

    private static BigInteger feeOn(BigInteger in, int fee) {
        return ceiling(in.multiply(BigInteger.valueOf(fee)), BigInteger.valueOf(1_000_000 - fee));
    }

    private static BigInteger ceiling(BigInteger dividend, BigInteger divisor) {
        return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
    }

    /** Of any size that a price has. */
    private BigInteger price() {
        BigInteger price = positive(random.nextInt(33, 161));
        return price.max(Wide.of(TickMath.MIN_SQRT_RATIO)).min(Wide.of(TickMath.MAX_SQRT_RATIO));
    }

    /** A few units away: less than any amount moves. */
    private BigInteger near(BigInteger price) {
        return price.add(BigInteger.valueOf(random.nextInt(-3, 4)))
                .max(Wide.of(TickMath.MIN_SQRT_RATIO))
                .min(PRICES.subtract(BigInteger.ONE));
    }

    /** From 1, of every size up to so many bits; now and then the greatest, or tiny. */
    private BigInteger positive(int bits) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        }
        int size = kind < 4 ? 1 + random.nextInt(8) : 1 + random.nextInt(bits);
        BigInteger value = BigInteger.ZERO;
        for (int word = 0; word < size; word += 64) {
            value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(random.nextLong())));
        }
        return value.mod(BigInteger.ONE.shiftLeft(size)).max(BigInteger.ONE);
    }

    private static void same(BigInteger expected, U256 computed, BigInteger... of) {
        if (!Wide.of(computed).equals(expected)) {
            throw new AssertionError(
                    "expected " + expected + ", computed " + Wide.of(computed) + " of " + java.util.List.of(of));
        }
    }
}
