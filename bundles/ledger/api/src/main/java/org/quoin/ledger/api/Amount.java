package org.quoin.ledger.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.quoin.ledger.api.InvalidAmountException.Reason;

/**
 * An exact quantity of one asset. Amounts of different assets do not mix.
 *
 * @param units in the smallest unit of the asset, 0 to 2^128 − 1
 */
public record Amount(BigInteger units, Asset asset) implements Comparable<Amount> {
    /** 2^128 − 1: no asset's supply exceeds it, so the sum of any balances cannot overflow either. */
    public static final BigInteger MAX_UNITS = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    public Amount {
        if (units.signum() < 0 || units.bitLength() > 128) {
            throw new IllegalArgumentException("an amount has 0 to 2^128 - 1 units, not " + units);
        }
    }

    public static Amount zero(Asset asset) {
        return new Amount(BigInteger.ZERO, asset);
    }

    /**
     * Reads whole units in plain decimal notation, {@code "1.5"}.
     *
     * @throws InvalidAmountException if it is no such number, is negative, has more decimal places than the asset, or is
     *     2^128 units or more
     */
    public static Amount parse(String text, Asset asset) {
        if (text.isEmpty() || text.length() > 80 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            throw new InvalidAmountException(
                    Reason.INVALID_AMOUNT,
                    "'" + text + "' is not an amount: write digits with at most one decimal point, such as 1.5");
        }
        BigDecimal scaled =
                new BigDecimal(text).movePointRight(asset.decimals()).stripTrailingZeros();
        if (scaled.scale() > 0) {
            throw new InvalidAmountException(
                    Reason.AMOUNT_TOO_FINE,
                    text + " is finer than " + asset + " divides: it has " + asset.decimals() + " decimal places");
        }
        BigInteger units = scaled.toBigIntegerExact();
        if (units.bitLength() > 128) {
            throw new InvalidAmountException(
                    Reason.AMOUNT_TOO_LARGE,
                    text + " " + asset + " is more than an amount can hold: the largest is "
                            + new Amount(MAX_UNITS, asset).toPlainString());
        }
        return new Amount(units, asset);
    }

    /** @throws IllegalArgumentException if the assets differ or the sum is 2^128 or more */
    public Amount plus(Amount other) {
        return new Amount(units.add(sameAsset(other).units), asset);
    }

    /** @throws IllegalArgumentException if the assets differ or the other is more */
    public Amount minus(Amount other) {
        return new Amount(units.subtract(sameAsset(other).units), asset);
    }

    public boolean isZero() {
        return units.signum() == 0;
    }

    /** @throws IllegalArgumentException if the assets differ */
    @Override
    public int compareTo(Amount other) {
        return units.compareTo(sameAsset(other).units);
    }

    /** Whole units, plain notation, no trailing zeros, without the symbol: {@code 1.5}. */
    public String toPlainString() {
        if (isZero()) {
            return "0";
        }
        return new BigDecimal(units, asset.decimals()).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return toPlainString() + " " + asset;
    }

    private Amount sameAsset(Amount other) {
        if (!asset.equals(other.asset)) {
            throw new IllegalArgumentException("an amount of " + asset + " and one of " + other.asset + " do not mix");
        }
        return other;
    }
}
