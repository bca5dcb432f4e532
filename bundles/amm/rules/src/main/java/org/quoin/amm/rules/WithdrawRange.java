package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Takes liquidity out of a range, none perhaps, and all fees that it has earned. */
final class WithdrawRange extends Operation {
    WithdrawRange() {
        super(
                "ranged-withdraw",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.LOWER,
                        Terms.UPPER,
                        Terms.LIQUIDITY,
                        Terms.ASSET_0,
                        Terms.MIN_0,
                        Terms.ASSET_1,
                        Terms.MIN_1,
                        Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        RangedPool pool = Pools.ranged(execution, input.get(Terms.POOL));
        Assets.requireBoth(execution, pool, input);
        int lower = Ticks.tick((int) (long) input.get(Terms.LOWER));
        int upper = Ticks.tick((int) (long) input.get(Terms.UPPER));
        Position position = Positions.find(execution, execution.caller(), pool, lower, upper)
                .orElseThrow(() -> execution.refuse(Failures.NO_SUCH_POSITION, Caller.in(execution, input)));
        U256 liquidity = Terms.wide(input.get(Terms.LIQUIDITY));
        execution.require(
                liquidity.compareTo(position.liquidity()) <= 0,
                Failures.TOO_LITTLE_LIQUIDITY,
                Values.of(Terms.POOL.is(pool.name())));
        Range.Amounts taken = position.range().toRemove(liquidity, pool.sqrtPrice());
        Values known = Caller.in(
                execution,
                input.with(
                        Terms.AMOUNT_0.is(taken.amount0().toAmount()),
                        Terms.AMOUNT_1.is(taken.amount1().toAmount())));
        execution.require(
                taken.amount0().toAmount().compareTo(input.get(Terms.MIN_0)) >= 0
                        && taken.amount1().toAmount().compareTo(input.get(Terms.MIN_1)) >= 0,
                Failures.TOO_LITTLE_BACK,
                known);
        Positions.Change change = Positions.less(execution, pool, position, liquidity);

        RangedPayment.of(change, taken.amount0(), taken.amount1()).pay(execution, change.pool(), change);
        execution.emit(
                Reports.RANGED_WITHDRAWN,
                known.with(
                        Terms.FEES_0.is(change.position().owed0().toAmount()),
                        Terms.FEES_1.is(change.position().owed1().toAmount())));
    }
}
