package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Puts an amount of one asset into a pool: swaps as much of it in the pool as leaves both parts fitting, and deposits them. */
final class DepositSingle extends Operation {
    DepositSingle() {
        super(
                "deposit-single",
                1,
                Schema.of(Terms.POOL, Terms.ASSET_IN, Terms.IN, Terms.SHARE, Terms.MIN_SHARES, Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool found = Pools.product(execution, input.get(Terms.POOL));
        String asset = input.get(Terms.ASSET_IN);
        Assets.requireOwn(execution, found, asset);
        Assets.requireShare(execution, found, input.get(Terms.SHARE));
        Requirements.something(execution, input.get(Terms.IN));
        execution.require(!found.isEmpty(), Failures.POOL_EMPTY, Values.of(Terms.POOL.is(found.name())));
        ProtocolPart protocol = ProtocolPart.of(execution, found);
        ProductPool before = protocol.in(found);
        U256 in = U256.of(input.get(Terms.IN));
        Requirements.room(execution, before, asset, in.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
        U256 swapped = ConstantProduct.fitting(in, before.reserve(asset), before.fee());
        Requirements.large(execution, before, !swapped.isZero());
        Trade trade = before.forwards(execution, asset, swapped);
        ProductPool pool = before.swapped(asset, swapped.toAmount(), trade.out().toAmount());
        U256 left = in.minus(swapped);
        boolean zeroIn = asset.equals(pool.asset0());
        Providing.Deposited part =
                Providing.deposit(execution, pool, zeroIn ? left : trade.out(), zeroIn ? trade.out() : left);
        execution.require(
                part.shares().compareTo(input.get(Terms.MIN_SHARES)) >= 0,
                Failures.TOO_FEW_SHARES,
                input.with(Terms.SHARES.is(part.shares())));
        ProductPool after = Providing.after(execution, pool, part);

        protocol.mint(execution, found);
        Amount own = zeroIn ? part.amount0() : part.amount1();
        Amount other = zeroIn ? part.amount1() : part.amount0();
        Vault.take(execution, asset, swapped.toAmount().plus(own));
        Vault.give(execution, pool.other(asset), trade.out().toAmount().minus(other));
        Swapping.report(execution, trade);
        Providing.mint(execution, after, part);
        Pools.put(execution, protocol.after(after));
    }
}
