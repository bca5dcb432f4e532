package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes shares out of a pool, for as much of both assets as they are worth.
 *
 * @param min0 the least that is acceptable
 * @param deadline the last block time at which it may be executed
 */
public record WithdrawLiquidity(String pool, Amount shares, Amount min0, Amount min1, Instant deadline)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "withdraw";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", pool)
                .and("shareAsset", shares.asset().symbol())
                .and("shares", shares.units())
                .and("asset0", min0.asset().symbol())
                .and("min0", min0.units())
                .and("asset1", min1.asset().symbol())
                .and("min1", min1.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(shares);
    }
}
