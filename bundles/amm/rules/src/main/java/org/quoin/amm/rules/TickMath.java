package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.U256;

/**
 * Prices and ticks: tick {@code t} is the price {@code 1.0001^t}. Square roots of prices have 96 bits after the binary point
 * (Q64.96). Constants and rounding are those of Uniswap v3 (TickMath.sol), so the results are, too.
 */
final class TickMath {
    static final int MIN_TICK = -887_272;
    static final int MAX_TICK = 887_272;

    /** Bits after the binary point of the square root of a price. */
    static final int RESOLUTION = 96;

    /**
     * {@code 2^128 / √1.0001^(2^i)}, rounded to the nearest, for each bit {@code i} of a tick.
     */
    private static final List<U256> FACTORS = List.of(
            new U256(0, 0, 0xfffcb933bd6fad37L, 0xaa2d162d1a594001L),
            new U256(0, 0, 0xfff97272373d4132L, 0x59a46990580e213aL),
            new U256(0, 0, 0xfff2e50f5f656932L, 0xef12357cf3c7fdccL),
            new U256(0, 0, 0xffe5caca7e10e4e6L, 0x1c3624eaa0941cd0L),
            new U256(0, 0, 0xffcb9843d60f6159L, 0xc9db58835c926644L),
            new U256(0, 0, 0xff973b41fa98c081L, 0x472e6896dfb254c0L),
            new U256(0, 0, 0xff2ea16466c96a38L, 0x43ec78b326b52861L),
            new U256(0, 0, 0xfe5dee046a99a2a8L, 0x11c461f1969c3053L),
            new U256(0, 0, 0xfcbe86c7900a88aeL, 0xdcffc83b479aa3a4L),
            new U256(0, 0, 0xf987a7253ac41317L, 0x6f2b074cf7815e54L),
            new U256(0, 0, 0xf3392b0822b70005L, 0x940c7a398e4b70f3L),
            new U256(0, 0, 0xe7159475a2c29b74L, 0x43b29c7fa6e889d9L),
            new U256(0, 0, 0xd097f3bdfd2022b8L, 0x845ad8f792aa5825L),
            new U256(0, 0, 0xa9f746462d870fdfL, 0x8a65dc1f90e061e5L),
            new U256(0, 0, 0x70d869a156d2a1b8L, 0x90bb3df62baf32f7L),
            new U256(0, 0, 0x31be135f97d08fd9L, 0x81231505542fcfa6L),
            new U256(0, 0, 0x09aa508b5b7a84e1L, 0xc677de54f3e99bc9L),
            new U256(0, 0, 0x005d6af8dedb8119L, 0x6699c329225ee604L),
            new U256(0, 0, 0x00002216e584f5faL, 0x1ea926041bedfe98L),
            new U256(0, 0, 0x00000000048a1703L, 0x91f7dc42444e8fa2L));

    static final U256 MIN_SQRT_RATIO = sqrtRatioAt(MIN_TICK);
    static final U256 MAX_SQRT_RATIO = sqrtRatioAt(MAX_TICK);

    /** Bits after the binary point of a logarithm, as many as the next tick is guessed by. */
    private static final int LOG_BITS = 24;

    /** {@code 2 / log2(1.0001)}, with 16 bits after the binary point: ticks by the logarithm of the square root of a price. */
    private static final long TICKS_BY_LOG = 908_567_297;

    private static final int TICKS_BITS = 16;

    private TickMath() {}

    /**
     * The square root of the price of a tick, rounded up: {@code √1.0001^tick · 2^96}.
     *
     * @throws ArithmeticException if it is beyond {@value #MIN_TICK} or {@value #MAX_TICK}
     */
    static U256 sqrtRatioAt(int tick) {
        int distance = Math.abs(tick);
        if (distance > MAX_TICK) {
            throw new ArithmeticException("there is no tick " + tick);
        }
        if (distance == 0) {
            return U256.ONE.shiftLeft(RESOLUTION);
        }
        U256 ratio = below(distance);
        U256 whole = tick > 0 ? U256.MAX.divide(ratio) : ratio;
        boolean exact = (whole.w0() & 0xffff_ffffL) == 0;
        U256 root = whole.shiftRight(32);
        return exact ? root : root.plus(U256.ONE);
    }

    /** {@code √1.0001^−distance · 2^128}, a factor for each bit of the distance, which is 1 or more. */
    private static U256 below(int distance) {
        U256 ratio = factor(distance);
        for (int rest = distance & (distance - 1); rest != 0; rest &= rest - 1) {
            ratio = ratio.times(factor(rest)).shiftRight(128);
        }
        return ratio;
    }

    /** Of the lowest bit of a distance. */
    private static U256 factor(int distance) {
        return FACTORS.get(Integer.numberOfTrailingZeros(distance));
    }

    /**
     * The greatest tick whose square root of a price is at most this one.
     *
     * @throws ArithmeticException if the price is below that of the first tick, or not below that of the last
     */
    static int tickAt(U256 sqrtPrice) {
        if (sqrtPrice.compareTo(MIN_SQRT_RATIO) < 0 || sqrtPrice.compareTo(MAX_SQRT_RATIO) >= 0) {
            throw new ArithmeticException("no tick has a price like this");
        }
        int tick = (int) (logarithm(sqrtPrice) * TICKS_BY_LOG >> (LOG_BITS + TICKS_BITS));
        tick = Math.max(MIN_TICK, Math.min(MAX_TICK - 1, tick));
        while (sqrtRatioAt(tick).compareTo(sqrtPrice) > 0) {
            tick--;
        }
        while (sqrtRatioAt(tick + 1).compareTo(sqrtPrice) <= 0) {
            tick++;
        }
        return tick;
    }

    /**
     * The binary logarithm of what a square root of a price stands for, a little too low: with {@value #LOG_BITS} bits after the
     * binary point. Each squaring of the mantissa gives one more bit.
     */
    private static long logarithm(U256 sqrtPrice) {
        int exponent = sqrtPrice.bitLength() - 1;
        U256 aligned = exponent >= 63 ? sqrtPrice.shiftRight(exponent - 63) : sqrtPrice.shiftLeft(63 - exponent);
        long mantissa = aligned.w0();
        long fraction = 0;
        for (int i = 0; i < LOG_BITS; i++) {
            // of an unsigned word: its upper bit counts 2^63
            long square = Math.multiplyHigh(mantissa, mantissa) + 2 * mantissa;
            fraction <<= 1;
            if (square < 0) {
                fraction |= 1;
                mantissa = square;
            } else {
                mantissa = square << 1;
            }
        }
        return ((long) (exponent - RESOLUTION) << LOG_BITS) + fraction;
    }
}
