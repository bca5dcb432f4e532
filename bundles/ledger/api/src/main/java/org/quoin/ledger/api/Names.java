package org.quoin.ledger.api;

/** The names that people choose: short, ASCII, and with one spelling each, so that two of them never look alike by accident. */
public final class Names {
    /** In characters, for an account and for an asset symbol. */
    public static final int MAX = 32;

    private Names() {}

    /** Whether it is 1 to 32 of {@code a–z 0–9 _ . -} and starts with a letter. */
    public static boolean isAccount(String name) {
        return hasForm(name, 1, false);
    }

    /** Whether it is 2 to 32 of {@code A–Z a–z 0–9 _ . -} and starts with a letter. */
    public static boolean isAsset(String symbol) {
        return hasForm(symbol, 2, true);
    }

    /** @throws IllegalArgumentException if it is not the name of an account */
    public static String requireAccount(String name) {
        if (!isAccount(name)) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be the name of an account: use 1 to 32 of a-z, 0-9, '_', '.', '-', a letter first");
        }
        return name;
    }

    /** @throws IllegalArgumentException if it is not the symbol of an asset */
    public static String requireAsset(String symbol) {
        if (!isAsset(symbol)) {
            throw new IllegalArgumentException(
                    "'" + symbol
                            + "' cannot be the symbol of an asset: use 2 to 32 of A-Z, a-z, 0-9, '_', '.', '-', a letter first");
        }
        return symbol;
    }

    private static boolean hasForm(String name, int min, boolean capitals) {
        if (name.length() < min || name.length() > MAX || !isLetter(name.charAt(0), capitals)) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c, capitals) && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c, boolean capitals) {
        return (c >= 'a' && c <= 'z') || (capitals && c >= 'A' && c <= 'Z');
    }
}
