package org.quoin.amm.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Swaps as little as a route takes for an amount that is to come out, at most what was offered. */
final class SwapExact extends Operation {
    SwapExact() {
        super(
                "swap-exact-out",
                1,
                Schema.of(Terms.ROUTE, Terms.ASSET_IN, Terms.MAX_IN, Terms.ASSET_OUT, Terms.OUT, Terms.DEADLINE),
                Optional.empty(),
                Schema.of(Terms.ASSET_IN, Terms.IN));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        Requirements.something(execution, input.get(Terms.OUT));
        String assetIn = input.get(Terms.ASSET_IN);
        String assetOut = input.get(Terms.ASSET_OUT);
        Route route = Route.of(execution, input.get(Terms.ROUTE), assetIn, assetOut);
        List<Trade> trades = route.backwards(execution, U256.of(input.get(Terms.OUT)));
        Amount in = trades.get(0).in().toAmount();
        execution.require(
                in.compareTo(input.get(Terms.MAX_IN)) <= 0, Failures.TOO_MUCH_IN, input.with(Terms.IN.is(in)));

        Swapping.run(execution, trades);
        Vault.take(execution, assetIn, in);
        Vault.give(execution, assetOut, input.get(Terms.OUT));
        execution.give(Terms.ASSET_IN.is(assetIn), Terms.IN.is(in));
    }
}
