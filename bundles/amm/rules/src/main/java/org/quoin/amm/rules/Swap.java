package org.quoin.amm.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Swaps an amount for as much as a route gives for it, at least what was asked for. */
final class Swap extends Operation {
    Swap() {
        super(
                "swap",
                1,
                Schema.of(Terms.ROUTE, Terms.ASSET_IN, Terms.IN, Terms.ASSET_OUT, Terms.MIN_OUT, Terms.DEADLINE),
                Optional.empty(),
                Schema.of(Terms.ASSET_OUT, Terms.OUT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        Requirements.something(execution, input.get(Terms.IN));
        Route route =
                Route.of(execution, input.get(Terms.ROUTE), input.get(Terms.ASSET_IN), input.get(Terms.ASSET_OUT));
        List<U256> amounts = route.forwards(execution, U256.of(input.get(Terms.IN)));
        Amount out = amounts.get(amounts.size() - 1).toAmount();
        execution.require(
                out.compareTo(input.get(Terms.MIN_OUT)) >= 0, Failures.TOO_LITTLE_OUT, input.with(Terms.OUT.is(out)));

        Swapping.run(execution, route, amounts);
        execution.give(Terms.ASSET_OUT.is(input.get(Terms.ASSET_OUT)), Terms.OUT.is(out));
    }
}
