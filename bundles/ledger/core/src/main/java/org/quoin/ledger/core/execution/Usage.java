package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What a transaction takes of each resource that is priced.
 *
 * @param execution in gas: what its operations used, and what its envelope comes to
 * @param data in bytes, of the encoded transaction
 * @param growth in bytes, by which the state grows; 0 if it shrinks
 */
public record Usage(long execution, long data, long growth) {
    /** What a block has used so far, with how many transactions. */
    record OfBlock(long transactions, long execution, long data, long growth, long layer2Data) {
        static final OfBlock NOTHING = new OfBlock(0, 0, 0, 0, 0);

        OfBlock with(Usage more, boolean layer2) {
            return new OfBlock(
                    transactions + 1,
                    execution + more.execution,
                    data + (layer2 ? 0 : more.data),
                    growth + more.growth,
                    layer2Data + (layer2 ? more.data : 0));
        }

        /** As the fee policy is told of it. */
        byte[] encode() {
            return new Writer(36)
                    .u32(transactions)
                    .u64(execution)
                    .u64(data)
                    .u64(growth)
                    .u64(layer2Data)
                    .toBytes();
        }

        static OfBlock decode(byte[] row) {
            Reader in = new Reader(row);
            OfBlock usage = new OfBlock(in.u32(), in.u64(), in.u64(), in.u64(), in.u64());
            in.end();
            return usage;
        }
    }

    static BigInteger times(long price, long quantity) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity));
    }
}
