package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Puts as much of both assets into a pool as fits its reserves, at most these amounts, for shares. The first deposit is taken whole,
 * and sets the price.
 *
 * @param minShares the fewest that are acceptable
 * @param deadline the last block time at which it may be executed
 */
public record DepositLiquidity(String pool, Amount amount0, Amount amount1, Amount minShares, Instant deadline)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "deposit";
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
                .and("shareAsset", minShares.asset().symbol())
                .and("minShares", minShares.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(amount0, amount1);
    }
}
