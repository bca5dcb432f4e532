package org.quoin.amm.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Puts an amount of one asset of a pool into it, for shares: part of it is swapped in the pool, so that the rest fits.
 *
 * @param in at most: what rounding leaves of it is not taken
 * @param minShares the fewest that are acceptable
 * @param deadline the last block time at which it may be executed
 */
public record DepositSingle(String pool, Amount in, Amount minShares, Instant deadline) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "deposit-single";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", pool)
                .and("assetIn", in.asset().symbol())
                .and("amountIn", in.units())
                .and("shareAsset", minShares.asset().symbol())
                .and("minShares", minShares.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(in);
    }
}
