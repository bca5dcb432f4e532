package org.quoin.amm.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes liquidity out of a range, none perhaps, and all fees that it has earned.
 *
 * @param min0 the least that is acceptable, beside the fees
 * @param deadline the last block time at which it may be executed
 */
public record WithdrawRange(
        String pool, int lower, int upper, BigInteger liquidity, Amount min0, Amount min1, Instant deadline)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "ranged-withdraw";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", pool)
                .and("lowerTick", Prices.index(lower))
                .and("upperTick", Prices.index(upper))
                .and("liquidity", Prices.bytes(liquidity))
                .and("asset0", min0.asset().symbol())
                .and("min0", min0.units())
                .and("asset1", min1.asset().symbol())
                .and("min1", min1.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of();
    }
}
