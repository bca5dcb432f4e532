package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Takes shares out of a pool for one asset: what they are worth of the other one is swapped in the pool. */
final class WithdrawSingle extends Operation {
    WithdrawSingle() {
        super(
                "withdraw-single",
                1,
                Schema.of(Terms.POOL, Terms.SHARE, Terms.SHARES, Terms.ASSET_OUT, Terms.MIN_OUT, Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool found = Pools.product(execution, input.get(Terms.POOL));
        String asset = input.get(Terms.ASSET_OUT);
        Assets.requireOwn(execution, found, asset);
        Assets.requireShare(execution, found, input.get(Terms.SHARE));
        ProtocolPart protocol = ProtocolPart.of(execution, found);
        ProductPool before = protocol.in(found);
        Providing.Withdrawn part = Providing.withdraw(execution, before, input.get(Terms.SHARES));
        ProductPool pool = Providing.after(before, part);
        execution.require(
                !pool.isEmpty(),
                Failures.NOT_SO_MUCH,
                Failures.notSoMuch(before.name(), before.share(), U256.of(before.supply()), U256.of(part.shares())));
        boolean zeroOut = asset.equals(pool.asset0());
        Amount own = zeroOut ? part.amount0() : part.amount1();
        Amount other = zeroOut ? part.amount1() : part.amount0();
        Trade trade = pool.forwards(execution, pool.other(asset), U256.of(other));
        Amount out = own.plus(trade.out().toAmount());
        execution.require(
                out.compareTo(input.get(Terms.MIN_OUT)) >= 0, Failures.TOO_LITTLE_OUT, input.with(Terms.OUT.is(out)));
        ProductPool after = pool.swapped(pool.other(asset), other, trade.out().toAmount());

        protocol.mint(execution, found);
        Providing.burn(execution, pool, part);
        Swapping.report(execution, trade);
        Vault.give(execution, asset, out);
        Pools.put(execution, protocol.after(after));
    }
}
