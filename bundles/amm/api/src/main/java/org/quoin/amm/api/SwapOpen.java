package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Swaps as {@link SwapExactIn}, and moves nothing: within the same transaction what comes in is to be paid by {@link Settle}, and what comes
 * out to be taken by {@link TakeAll}, or swapped on.
 *
 * @param route names of 1 to 4 pools, in the order in which the swap goes through them
 */
public record SwapOpen(List<String> route, Amount in, Amount minOut, Instant deadline) implements OperationRecord {
    public SwapOpen {
        route = List.copyOf(route);
    }

    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "swap-open";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("route", route)
                .and("assetIn", in.asset().symbol())
                .and("amountIn", in.units())
                .and("assetOut", minOut.asset().symbol())
                .and("minOut", minOut.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of();
    }
}
