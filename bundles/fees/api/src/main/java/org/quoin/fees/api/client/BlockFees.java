package org.quoin.fees.api.client;

import java.math.BigInteger;
import java.util.List;

/**
 * What is to be known of a block.
 *
 * @param base the price of a unit of gas
 * @param gas that it used
 * @param limit of its period, in gas; 0 if it had no prices
 * @param paid by its transactions
 */
record BlockFees(BigInteger base, long gas, long limit, List<Paid> paid) {
    /**
     * A transaction.
     *
     * @param tip for each unit of gas
     */
    record Paid(long gas, BigInteger tip) {}

    BlockFees {
        paid = List.copyOf(paid);
    }

    double ratio() {
        return limit == 0 ? 0 : (double) gas / limit;
    }
}
