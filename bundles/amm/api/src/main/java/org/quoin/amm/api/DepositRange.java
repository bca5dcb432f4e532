package org.quoin.amm.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Provides between the prices of two ticks, as much as at most these amounts make there. Fees that the same range has earned are paid.
 *
 * @param lower a multiple of {@link Prices#spacing}, as is upper
 * @param minLiquidity the least that is acceptable
 * @param deadline the last block time at which it may be executed
 */
public record DepositRange(
        String pool, int lower, int upper, Amount most0, Amount most1, BigInteger minLiquidity, Instant deadline)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "ranged-deposit";
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
                .and("asset0", most0.asset().symbol())
                .and("amount0", most0.units())
                .and("asset1", most1.asset().symbol())
                .and("amount1", most1.units())
                .and("minLiquidity", Prices.bytes(minLiquidity))
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return Stream.of(most0, most1).filter(most -> most.units().signum() > 0).toList();
    }
}
