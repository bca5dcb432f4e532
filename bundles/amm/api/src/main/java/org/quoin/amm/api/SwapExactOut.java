package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Swaps as little as a route takes for an amount that is to come out.
 *
 * @param route names of 1 to 4 pools, in the order in which the swap goes through them
 * @param maxIn the most that is acceptable: with more it is refused
 * @param deadline the last block time at which it may be executed
 */
public record SwapExactOut(List<String> route, Amount maxIn, Amount out, Instant deadline) implements OperationRecord {
    public SwapExactOut {
        route = List.copyOf(route);
    }

    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "swap-exact-out";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("route", route)
                .and("assetIn", maxIn.asset().symbol())
                .and("maxIn", maxIn.units())
                .and("assetOut", out.asset().symbol())
                .and("amountOut", out.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(maxIn);
    }
}
