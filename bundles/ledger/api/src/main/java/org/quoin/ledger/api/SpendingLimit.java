package org.quoin.ledger.api;

import java.math.BigInteger;

/**
 * How much of an asset rules may move from the signer's account while they execute one operation.
 *
 * @param units in the smallest unit, 0 to 2^128 − 1
 */
public record SpendingLimit(String asset, BigInteger units) {
    public SpendingLimit {
        Names.requireAsset(asset);
        if (units.signum() < 0 || units.bitLength() > 128) {
            throw new IllegalArgumentException("a limit is 0 to 2^128 - 1 units, not " + units);
        }
    }

    public static SpendingLimit of(Amount amount) {
        return new SpendingLimit(amount.asset().symbol(), amount.units());
    }
}
