package org.quoin.fees.rules;

import org.quoin.rules.Codec;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * One number for each resource: a price, a limit or what was used.
 *
 * @param execution of gas
 * @param data of bytes of encoded transactions
 * @param growth of bytes that the state grows by
 * @param layer2 of bytes of encoded transactions of layer 2
 */
record Quantities(long execution, long data, long growth, long layer2) {
    static final Quantities NONE = new Quantities(0, 0, 0, 0);

    static final Codec<Quantities> CODEC = new Codec<>() {
        @Override
        public Quantities read(Reader in) {
            return new Quantities(in.u64(), in.u64(), in.u64(), in.u64());
        }

        @Override
        public void write(Writer out, Quantities of) {
            out.u64(of.execution).u64(of.data).u64(of.growth).u64(of.layer2);
        }
    };

    /** At most 2^63 − 1 each. */
    Quantities plus(Quantities other) {
        return new Quantities(
                sum(execution, other.execution),
                sum(data, other.data),
                sum(growth, other.growth),
                sum(layer2, other.layer2));
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
