package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Gives amounts to a pool, and so to all who have shares of it, for nothing. They do not come back, and they move the price.
 *
 * @param amount0 may be zero if the other is not
 * @param deadline the last block time at which it may be executed
 */
public record DonateLiquidity(String pool, Amount amount0, Amount amount1, Instant deadline)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "donate";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", pool)
                .and("asset0", amount0.asset().symbol())
                .and("amount0", amount0.units())
                .and("asset1", amount1.asset().symbol())
                .and("amount1", amount1.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(amount0, amount1);
    }
}
