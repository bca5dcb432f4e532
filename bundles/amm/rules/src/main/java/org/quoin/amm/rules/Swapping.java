package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.Execution;
import org.quoin.rules.Values;

/** Makes the swaps of a route: what comes out of one pool goes into the next, and nothing is moved for it. */
final class Swapping {
    private Swapping() {}

    static void run(Execution execution, List<Trade> trades) {
        for (Trade trade : trades) {
            trade.write(execution);
            report(execution, trade);
        }
    }

    static void report(Execution execution, Trade trade) {
        execution.emit(
                Reports.SWAPPED,
                Caller.in(
                        execution,
                        Values.of(
                                Terms.POOL.is(trade.pool().name()),
                                Terms.ASSET_IN.is(trade.assetIn()),
                                Terms.IN.is(trade.in().toAmount()),
                                Terms.ASSET_OUT.is(trade.pool().other(trade.assetIn())),
                                Terms.OUT.is(trade.out().toAmount()))));
    }
}
