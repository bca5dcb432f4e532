package org.quoin.rules;

import org.quoin.rules.codec.Reader;

/**
 * What a block used.
 *
 * @param execution in gas
 * @param data in bytes of encoded transactions, but for those of layer 2
 * @param growth in bytes that the state grew by
 * @param layer2Data in bytes of encoded transactions of layer 2
 */
public record FeeUsage(long transactions, long execution, long data, long growth, long layer2Data) {
    static FeeUsage read(Reader in) {
        return new FeeUsage(in.u32(), in.u64(), in.u64(), in.u64(), in.u64());
    }
}
