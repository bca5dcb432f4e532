package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Takes shares out of a pool: of both assets what they are worth. */
final class Withdraw extends Operation {
    Withdraw() {
        super(
                "withdraw",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.SHARE,
                        Terms.SHARES,
                        Terms.ASSET_0,
                        Terms.MIN_0,
                        Terms.ASSET_1,
                        Terms.MIN_1,
                        Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool found = Pools.product(execution, input.get(Terms.POOL));
        Assets.require(execution, found, input);
        ProtocolPart protocol = ProtocolPart.of(execution, found);
        ProductPool pool = protocol.in(found);
        Providing.Withdrawn part = Providing.withdraw(execution, pool, input.get(Terms.SHARES));
        execution.require(
                part.amount0().compareTo(input.get(Terms.MIN_0)) >= 0
                        && part.amount1().compareTo(input.get(Terms.MIN_1)) >= 0,
                Failures.TOO_LITTLE_BACK,
                input.with(Terms.AMOUNT_0.is(part.amount0()), Terms.AMOUNT_1.is(part.amount1())));
        ProductPool after = Providing.after(pool, part);

        protocol.mint(execution, found);
        Providing.burn(execution, after, part);
        Vault.give(execution, pool.asset0(), part.amount0());
        Vault.give(execution, pool.asset1(), part.amount1());
        Pools.put(execution, protocol.after(after));
    }
}
