package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/**
 * Puts as much of both assets into a pool as fits its reserves, at most what is given of each, for shares of it. The first deposit is
 * taken whole, and sets the price.
 */
final class Deposit extends Operation {
    Deposit() {
        super(
                "deposit",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.ASSET_0,
                        Terms.AMOUNT_0,
                        Terms.ASSET_1,
                        Terms.AMOUNT_1,
                        Terms.SHARE,
                        Terms.MIN_SHARES,
                        Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool found = Pools.product(execution, input.get(Terms.POOL));
        Assets.require(execution, found, input);
        Requirements.something(execution, input.get(Terms.AMOUNT_0));
        Requirements.something(execution, input.get(Terms.AMOUNT_1));
        ProtocolPart protocol = ProtocolPart.of(execution, found);
        ProductPool pool = protocol.in(found);
        Providing.Deposited part = Providing.deposit(
                execution, pool, U256.of(input.get(Terms.AMOUNT_0)), U256.of(input.get(Terms.AMOUNT_1)));
        execution.require(
                part.shares().compareTo(input.get(Terms.MIN_SHARES)) >= 0,
                Failures.TOO_FEW_SHARES,
                input.with(Terms.SHARES.is(part.shares())));
        ProductPool after = Providing.after(execution, pool, part);

        protocol.mint(execution, found);
        Vault.take(execution, pool.asset0(), part.amount0());
        Vault.take(execution, pool.asset1(), part.amount1());
        Providing.mint(execution, after, part);
        Pools.put(execution, protocol.after(after));
    }
}
