package org.quoin.amm.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Creates a pool with nothing in it. There is one for two assets and a fee; who creates it has no more of it than others.
 *
 * @param name of at most 64 bytes in UTF-8
 * @param asset0 a symbol
 * @param fee of what comes in, in millionths: 100, 500, 3,000 or 10,000
 */
public record CreatePool(String name, String asset0, String asset1, int fee) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "pool-create";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("pool", name)
                .and("asset0", asset0)
                .and("asset1", asset1)
                .and("fee", (long) fee);
    }
}
