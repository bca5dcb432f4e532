package org.quoin.amm.rules;

import java.math.BigInteger;
import org.quoin.rules.U256;

/** Between the numbers of rules and those of the tests. */
final class Wide {
    private Wide() {}

    /** @param value 0 to 2^256 − 1 */
    static U256 of(BigInteger value) {
        return new U256(
                value.shiftRight(192).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(64).longValue(),
                value.longValue());
    }

    static BigInteger of(U256 value) {
        BigInteger all = BigInteger.ZERO;
        for (long word : new long[] {value.w3(), value.w2(), value.w1(), value.w0()}) {
            all = all.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(word)));
        }
        return all;
    }
}
