package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Hash;

/**
 * The name of an agreement that a capability keeps, and of the account in which it holds funds: {@code htlc:3f2a…}. No
 * account that somebody signs for has a name like this.
 *
 * @param name 1 to 64 of {@code a–z 0–9 _ . -}
 */
record Agreement(String capability, String name) {
    private static final byte[] PURPOSE = "quoin/agreement/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final char SEPARATOR = ':';
    private static final int MAX_NAME = 64;
    private static final int MAX_CAPABILITY = 32;

    Agreement {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an agreement");
        }
    }

    /** Whether an agreement can have this name. */
    static boolean isName(String name) {
        return name.length() >= 1 && name.length() <= MAX_NAME && has(name, "_.-");
    }

    /** Whether this could be the account of an agreement. */
    static boolean isAccount(String account) {
        int end = account.indexOf(SEPARATOR);
        return end >= 1 && isCapability(account.substring(0, end)) && isName(account.substring(end + 1));
    }

    private static boolean isCapability(String name) {
        char first = name.charAt(0);
        return name.length() <= MAX_CAPABILITY && first >= 'a' && first <= 'z' && has(name, "-");
    }

    /** Whether it is of small letters, digits and these. */
    private static boolean has(String name, String others) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || others.indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /** @param account one of which {@link #isAccount} is true */
    static Agreement ofAccount(String account) {
        int end = account.indexOf(SEPARATOR);
        return new Agreement(account.substring(0, end), account.substring(end + 1));
    }

    /** What its rows are found by. */
    Hash id() {
        return Hash.sha256(PURPOSE, toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return capability + SEPARATOR + name;
    }
}
