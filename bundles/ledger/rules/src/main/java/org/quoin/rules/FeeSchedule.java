package org.quoin.rules;

import java.util.List;
import org.quoin.rules.codec.Writer;

/**
 * The prices of a block, each in the smallest unit of the native asset, 0 or more.
 *
 * @param execution of a unit of gas
 * @param data of a byte of an encoded transaction
 * @param growth of a byte that the state grows by
 * @param layer2Data of a byte of a transaction of layer 2, which pays for nothing else
 * @param tipsTo the account that gets tips; empty: they are burnt
 * @param treasury the account that gets its share of base fees; empty: they are burnt whole
 * @param share of base fees, in millionths, rounded down; what is left is burnt
 * @param layer2 the capabilities whose operations the schedule of layer 2 is for, at most 16
 */
public record FeeSchedule(
        long execution,
        long data,
        long growth,
        long layer2Data,
        String tipsTo,
        String treasury,
        int share,
        List<String> layer2) {
    public static final int MAX_LAYER_2 = 16;

    /** As a share: all. */
    public static final int MILLION = 1_000_000;

    public FeeSchedule {
        layer2 = List.copyOf(layer2);
    }

    byte[] encode() {
        Writer out = new Writer(128)
                .u64(execution)
                .u64(data)
                .u64(growth)
                .u64(layer2Data)
                .text(tipsTo, Field.MAX_NAME)
                .text(treasury, Field.MAX_NAME)
                .u32(share)
                .count(layer2.size(), MAX_LAYER_2);
        layer2.forEach(capability -> out.text(capability, Field.MAX_NAME));
        return out.toBytes();
    }
}
