package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.U256;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** How numbers of 256 bits are written in rows: 32 bytes, big-endian. */
final class Wides {
    /** In bytes. */
    static final int SIZE = 2 * Amount.SIZE;

    private Wides() {}

    static U256 read(Reader in) {
        Amount upper = Amount.of(in.fixed(Amount.SIZE));
        Amount lower = Amount.of(in.fixed(Amount.SIZE));
        return new U256(upper.high(), upper.low(), lower.high(), lower.low());
    }

    static void write(Writer out, U256 value) {
        out.fixed(new Amount(value.w3(), value.w2()).toBytes(), Amount.SIZE)
                .fixed(new Amount(value.w1(), value.w0()).toBytes(), Amount.SIZE);
    }
}
