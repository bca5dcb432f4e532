package org.quoin.ledger.api;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a host may do with the ledger that it is handed: a bundle, named by its symbolic name. What rules call while they
 * execute its transactions is not its doing, and needs no grant.
 *
 * @param host see {@link #isHost}; or {@value #OTHERS}, for every bundle that has no grant of its own, each for itself
 * @param capabilities whose operations and queries it may send, at most {@value #MAX_CAPABILITIES}, sorted; {@value #ALL} for
 *     every one, {@code ledger} for the core's own; empty for none
 * @param transactions that it may submit in a minute of the ledger's time, 1 to {@value #MAX_QUOTA}; empty for any number
 * @param bytes of encoded transactions that it may submit in a minute, 1 to {@value #MAX_QUOTA}; what the last transaction of a
 *     minute has too many counts in the next; empty for any number
 */
public record HostGrant(String host, List<String> capabilities, OptionalLong transactions, OptionalLong bytes) {
    public static final String OTHERS = "*";
    public static final String ALL = "*";

    /** In characters. A bundle with a longer name has no grant of its own. */
    public static final int MAX_HOST = 64;

    public static final int MAX_CAPABILITIES = 64;
    public static final long MAX_QUOTA = 1_000_000_000_000L;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_HOST + "}");
    private static final Pattern CAPABILITY = Pattern.compile("[a-z][a-z0-9-]{0," + (Operation.MAX_NAME - 1) + "}");

    /** @throws IllegalArgumentException if it is none, with a clause that says why */
    public HostGrant {
        if (!isHost(host) && !host.equals(OTHERS)) {
            throw new IllegalArgumentException("'" + host + "' is no symbolic name of a bundle: use 1 to " + MAX_HOST
                    + " of A-Z, a-z, 0-9, '_', '.', '-', or '" + OTHERS + "' for all that have no grant of their own");
        }
        TreeSet<String> sorted = new TreeSet<>(capabilities);
        if (sorted.size() < capabilities.size() || sorted.size() > MAX_CAPABILITIES) {
            throw new IllegalArgumentException("it names at most " + MAX_CAPABILITIES + " capabilities, each once");
        }
        for (String capability : sorted) {
            if (!CAPABILITY.matcher(capability).matches() && !capability.equals(ALL)) {
                throw new IllegalArgumentException("'" + capability + "' is no name of a capability: use 1 to "
                        + Operation.MAX_NAME + " of a-z, 0-9, '-', a letter first, or '" + ALL + "' for all of them");
            }
        }
        requireQuota("transactions", transactions);
        requireQuota("bytes", bytes);
        capabilities = List.copyOf(sorted);
    }

    /** One without quotas. */
    public HostGrant(String host, List<String> capabilities) {
        this(host, capabilities, OptionalLong.empty(), OptionalLong.empty());
    }

    /** Whether it is 1 to {@value #MAX_HOST} of {@code A–Z a–z 0–9 _ . -}. */
    public static boolean isHost(String name) {
        return HOST.matcher(name).matches();
    }

    /** Whether operations and queries of a capability may be sent. */
    public boolean allows(String capability) {
        return capabilities.contains(capability) || capabilities.contains(ALL);
    }

    private static void requireQuota(String what, OptionalLong quota) {
        if (quota.isPresent() && (quota.getAsLong() < 1 || quota.getAsLong() > MAX_QUOTA)) {
            throw new IllegalArgumentException("a quota of " + what + " is 1 to " + MAX_QUOTA + " in a minute, not "
                    + quota.getAsLong() + ": grant no capability to whoever shall submit nothing");
        }
    }
}
