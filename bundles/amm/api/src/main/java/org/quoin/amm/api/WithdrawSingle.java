package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes shares out of a pool, for one of its assets: what they are worth of the other one is swapped in the pool.
 *
 * @param minOut the least that is acceptable
 * @param deadline the last block time at which it may be executed
 */
public record WithdrawSingle(String pool, Amount shares, Amount minOut, Instant deadline) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "withdraw-single";
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
                .and("assetOut", minOut.asset().symbol())
                .and("minOut", minOut.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(shares);
    }
}
