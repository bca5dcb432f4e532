package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.quoin.ledger.api.Hash;

/**
 * The name of an agreement that a capability keeps, and of the account in which it holds funds: {@code htlc:3f2a…}. No
 * account that somebody signs for has a name like this.
 *
 * @param name 1 to 64 of {@code a–z 0–9 _ . -}
 */
record Agreement(String capability, String name) {
    private static final byte[] PURPOSE = "quoin/agreement/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String SEPARATOR = ":";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,64}");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z][a-z0-9-]{0,31}:" + NAME);

    Agreement {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an agreement");
        }
    }

    /** Whether an agreement can have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether this could be the account of an agreement. */
    static boolean isAccount(String account) {
        return ACCOUNT.matcher(account).matches();
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
