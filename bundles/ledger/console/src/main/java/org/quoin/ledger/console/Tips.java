package org.quoin.ledger.console;

import java.math.BigDecimal;
import java.util.Optional;
import org.quoin.ledger.api.Asset;

/** Tips as people are shown them: what is offered for a unit of gas, in billionths of the native asset. */
public final class Tips {
    private static final int BILLIONTH = 9;
    private static final int MAX_LENGTH = 40;

    private Tips() {}

    /**
     * Reads plain decimal notation, {@code "1.5"}.
     *
     * @return in the smallest unit of the asset; empty if it is no number from 0 on, finer than the asset divides, or 2^63 units
     *     or more
     */
    public static Optional<Long> parse(String text, Asset asset) {
        if (text.length() > MAX_LENGTH || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)
                    .movePointRight(asset.decimals() - BILLIONTH)
                    .longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** @param tip in the smallest unit of the asset */
    public static String format(long tip, Asset asset) {
        return tip == 0
                ? "0"
                : BigDecimal.valueOf(tip)
                        .movePointLeft(asset.decimals() - BILLIONTH)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
