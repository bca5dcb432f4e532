package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Swaps an amount for as much as a route gives for it.
 *
 * @param route names of 1 to 4 pools, in the order in which the swap goes through them
 * @param minOut the least that is acceptable: with less it is refused
 * @param deadline the last block time at which it may be executed
 */
public record SwapExactIn(List<String> route, Amount in, Amount minOut, Instant deadline) implements OperationRecord {
    public SwapExactIn {
        route = List.copyOf(route);
    }

    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "swap";
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
        return List.of(in);
    }
}
