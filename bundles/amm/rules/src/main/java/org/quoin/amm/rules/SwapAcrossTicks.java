package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;

/**
 * A swap from range to range, computed and not yet made: step by step to the next tick that may be an end of one, rounded at each as
 * Uniswap v3 rounds (UniswapV3Pool.sol, swap).
 */
final class SwapAcrossTicks {
    /** Steps of one swap, of 256 ticks that can be ends, or fewer. */
    private static final int MOST_STEPS = 256;

    private final Reading reading;
    private final RangedPool pool;
    private final boolean zeroForOne;
    private final boolean exactIn;
    private final List<Crossing> crossed = new ArrayList<>();
    private U256 sqrtPrice;
    private int tick;
    private U256 liquidity;
    private U256 growth;
    private U256 remaining;
    private U256 in = U256.ZERO;
    private U256 out = U256.ZERO;

    /**
     * An end of a range that the price has passed.
     *
     * @param growth0 of the pool when it did
     */
    record Crossing(int tick, U256 growth0, U256 growth1) {}

    /**
     * Goes as far as it can.
     *
     * @param amount that comes in, or that is to come out
     */
    SwapAcrossTicks(Reading reading, RangedPool pool, boolean zeroForOne, boolean exactIn, U256 amount) {
        this.reading = reading;
        this.pool = pool;
        this.zeroForOne = zeroForOne;
        this.exactIn = exactIn;
        sqrtPrice = pool.sqrtPrice();
        tick = pool.tick();
        liquidity = pool.liquidity();
        growth = zeroForOne ? pool.growth0() : pool.growth1();
        remaining = amount;
        U256 limit = zeroForOne ? TickMath.MIN_SQRT_RATIO.plus(U256.ONE) : TickMath.MAX_SQRT_RATIO.minus(U256.ONE);
        for (int steps = 0; !remaining.isZero() && !sqrtPrice.equals(limit) && steps < MOST_STEPS; steps++) {
            step(limit);
        }
    }

    private void step(U256 limit) {
        TickBitmap.Next next = Ticks.next(reading, pool, tick, zeroForOne);
        int nextTick = Math.max(TickMath.MIN_TICK, Math.min(TickMath.MAX_TICK, next.tick()));
        U256 nextPrice = TickMath.sqrtRatioAt(nextTick);
        boolean beyond = zeroForOne ? nextPrice.compareTo(limit) < 0 : nextPrice.compareTo(limit) > 0;
        U256 target = beyond ? limit : nextPrice;
        SwapStep step = exactIn
                ? SwapStep.exactIn(sqrtPrice, target, liquidity, remaining, pool.fee())
                : SwapStep.exactOut(sqrtPrice, target, liquidity, remaining, pool.fee());
        U256 paid = step.in().plus(step.fee());
        in = in.plus(paid);
        out = out.plus(step.out());
        remaining = remaining.minus(exactIn ? paid : step.out());
        if (!liquidity.isZero()) {
            growth = FeeGrowth.after(growth, step.fee(), liquidity);
        }
        if (step.sqrtPrice().equals(nextPrice)) {
            if (next.initialized()) {
                cross(nextTick);
            }
            tick = zeroForOne ? nextTick - 1 : nextTick;
        } else if (!step.sqrtPrice().equals(sqrtPrice)) {
            tick = TickMath.tickAt(step.sqrtPrice());
        }
        sqrtPrice = step.sqrtPrice();
    }

    private void cross(int end) {
        crossed.add(new Crossing(end, zeroForOne ? growth : pool.growth0(), zeroForOne ? pool.growth1() : growth));
        U256 net = Ticks.find(reading, pool.number(), end).net();
        liquidity = zeroForOne ? liquidity.minusWrapping(net) : liquidity.plusWrapping(net);
    }

    /** Whether all of the amount is swapped. */
    boolean isDone() {
        return remaining.isZero();
    }

    boolean zeroForOne() {
        return zeroForOne;
    }

    /** The fee in it. */
    U256 in() {
        return in;
    }

    U256 out() {
        return out;
    }

    List<Crossing> crossed() {
        return crossed;
    }

    RangedPool after() {
        return new RangedPool(
                pool.name(),
                pool.number(),
                pool.asset0(),
                pool.asset1(),
                pool.fee(),
                sqrtPrice,
                tick,
                liquidity,
                zeroForOne ? growth : pool.growth0(),
                zeroForOne ? pool.growth1() : growth,
                zeroForOne
                        ? pool.reserve0().plus(in.toAmount())
                        : pool.reserve0().minus(out.toAmount()),
                zeroForOne
                        ? pool.reserve1().minus(out.toAmount())
                        : pool.reserve1().plus(in.toAmount()));
    }
}
