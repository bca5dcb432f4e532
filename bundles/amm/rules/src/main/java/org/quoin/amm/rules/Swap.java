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
    private final boolean paid;

    private Swap(String name, boolean paid) {
        super(
                name,
                1,
                Schema.of(Terms.ROUTE, Terms.ASSET_IN, Terms.IN, Terms.ASSET_OUT, Terms.MIN_OUT, Terms.DEADLINE),
                Optional.empty(),
                Schema.of(Terms.ASSET_OUT, Terms.OUT));
        this.paid = paid;
    }

    static Swap paid() {
        return new Swap("swap", true);
    }

    /** One that moves nothing: what comes in is owed, what comes out is due, until the end of the transaction. */
    static Swap open() {
        return new Swap("swap-open", false);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        Requirements.something(execution, input.get(Terms.IN));
        String assetIn = input.get(Terms.ASSET_IN);
        String assetOut = input.get(Terms.ASSET_OUT);
        Route route = Route.of(execution, input.get(Terms.ROUTE), assetIn, assetOut);
        List<Trade> trades = route.forwards(execution, U256.of(input.get(Terms.IN)));
        Amount out = trades.get(trades.size() - 1).out().toAmount();
        execution.require(
                out.compareTo(input.get(Terms.MIN_OUT)) >= 0, Failures.TOO_LITTLE_OUT, input.with(Terms.OUT.is(out)));

        Swapping.run(execution, trades);
        if (paid) {
            Vault.take(execution, assetIn, input.get(Terms.IN));
            Vault.give(execution, assetOut, out);
        } else {
            Deltas.owe(execution, assetIn, input.get(Terms.IN));
            Deltas.earn(execution, assetOut, out);
        }
        execution.give(Terms.ASSET_OUT.is(assetOut), Terms.OUT.is(out));
    }
}
