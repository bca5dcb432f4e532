package org.quoin.ledger.api;

/**
 * Something that can be owned in amounts.
 *
 * @param decimals how many decimal places one whole unit divides into, 0 to {@value #MAX_DECIMALS}
 */
public record Asset(String symbol, int decimals) {
    public static final int MAX_DECIMALS = 30;

    public Asset {
        Names.requireAsset(symbol);
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("an asset has 0 to " + MAX_DECIMALS + " decimals, not " + decimals);
        }
    }

    @Override
    public String toString() {
        return symbol;
    }
}
