package org.quoin.amm.api;

import java.math.BigInteger;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Creates a pool in which everybody provides between two prices of his own, with nothing in it. There is one for two assets and a fee.
 *
 * @param fee in millionths: 100, 500, 3,000 or 10,000
 * @param sqrtPrice as {@link Prices#sqrtPrice} has it
 */
public record CreateRangedPool(String pool, String asset0, String asset1, int fee, BigInteger sqrtPrice)
        implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "ranged-create";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", pool)
                .and("asset0", asset0)
                .and("asset1", asset1)
                .and("fee", (long) fee)
                .and("sqrtPrice", Prices.bytes(sqrtPrice));
    }

    @Override
    public List<Amount> spends() {
        return List.of();
    }
}
