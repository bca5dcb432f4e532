package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Provides between two prices, as much as at most what is given of both makes there. */
final class DepositRange extends Operation {
    DepositRange() {
        super(
                "ranged-deposit",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.LOWER,
                        Terms.UPPER,
                        Terms.ASSET_0,
                        Terms.AMOUNT_0,
                        Terms.ASSET_1,
                        Terms.AMOUNT_1,
                        Terms.MIN_LIQUIDITY,
                        Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        RangedPool pool = Pools.ranged(execution, input.get(Terms.POOL));
        Assets.requireBoth(execution, pool, input);
        int lower = Ticks.tick((int) (long) input.get(Terms.LOWER));
        int upper = Ticks.tick((int) (long) input.get(Terms.UPPER));
        execution.require(isRange(lower, upper, pool.spacing()), Failures.NO_SUCH_RANGE, range(pool, input));
        U256 most0 = U256.of(input.get(Terms.AMOUNT_0));
        U256 most1 = U256.of(input.get(Terms.AMOUNT_1));
        boolean fits =
                most0.compareTo(ConstantProduct.MAX_RESERVE) <= 0 && most1.compareTo(ConstantProduct.MAX_RESERVE) <= 0;
        Requirements.room(execution, pool, pool.asset0(), fits);
        Position position = Positions.find(execution, execution.caller(), pool, lower, upper)
                .orElse(Positions.none(execution.caller(), pool, lower, upper));
        Range range = position.range();
        U256 liquidity = Liquidity.of(pool.sqrtPrice(), range.lower(), range.upper(), most0, most1);
        Requirements.large(execution, pool, !liquidity.isZero());
        U256 cap = Liquidity.mostPerTick(pool.spacing());
        boolean withinCap =
                isWithin(execution, pool, lower, liquidity, cap) && isWithin(execution, pool, upper, liquidity, cap);
        execution.require(withinCap, Failures.RANGE_FULL, Values.of(Terms.POOL.is(pool.name())));
        Range.Amounts cost = range.toAdd(liquidity, pool.sqrtPrice());
        execution.require(
                liquidity.compareTo(Terms.wide(input.get(Terms.MIN_LIQUIDITY))) >= 0,
                Failures.TOO_LITTLE_LIQUIDITY,
                Values.of(Terms.POOL.is(pool.name())));
        Positions.Change change = Positions.more(execution, pool, position, liquidity);
        RangedPool after = change.pool()
                .withReserves(
                        Requirements.reserve(
                                execution,
                                pool,
                                pool.asset0(),
                                U256.of(pool.reserve0()).plus(cost.amount0())),
                        Requirements.reserve(
                                execution,
                                pool,
                                pool.asset1(),
                                U256.of(pool.reserve1()).plus(cost.amount1())));

        RangedPayment.of(change, U256.ZERO, U256.ZERO).pay(execution, after, change);
        Vault.take(execution, pool.asset0(), cost.amount0().toAmount());
        Vault.take(execution, pool.asset1(), cost.amount1().toAmount());
        execution.emit(
                Reports.RANGED_DEPOSITED,
                Caller.in(
                        execution,
                        input.with(
                                Terms.AMOUNT_0.is(cost.amount0().toAmount()),
                                Terms.AMOUNT_1.is(cost.amount1().toAmount()),
                                Terms.FEES_0.is(change.position().owed0().toAmount()),
                                Terms.FEES_1.is(change.position().owed1().toAmount()),
                                Terms.LIQUIDITY.is(Terms.bytes(liquidity)))));
    }

    private static boolean isRange(int lower, int upper, int spacing) {
        return lower < upper
                && lower >= TickMath.MIN_TICK
                && upper <= TickMath.MAX_TICK
                && lower % spacing == 0
                && upper % spacing == 0;
    }

    private static Values range(RangedPool pool, Values input) {
        return input.with(Terms.SPACING.is((long) pool.spacing()));
    }

    private static boolean isWithin(Execution execution, RangedPool pool, int tick, U256 more, U256 cap) {
        return Ticks.find(execution, pool.number(), tick).gross().plus(more).compareTo(cap) <= 0;
    }
}
