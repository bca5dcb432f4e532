package org.quoin.ledger.core.node;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Refusal;

/**
 * What a host has submitted in this minute. The last transaction may have more bytes than are left, so that there is none that
 * never goes in; what it has too many is taken off the following minutes. Another grant begins anew. A restart forgets all of it:
 * it protects this node, and is no part of the chain.
 */
final class Quota {
    private static final long MINUTE = 60_000;

    private @Nullable HostGrant grant;
    private long minute;
    private long transactions;
    private long bytes;

    /**
     * Counts a transaction.
     *
     * @param host for whom it is counted
     * @param allowed what holds for it now
     * @throws Refusal if it may not be submitted in this minute, and does not count it
     */
    synchronized void use(String host, HostGrant allowed, int size, Instant now) {
        goTo(Math.max(minute, now.toEpochMilli() / MINUTE), allowed);
        requireLeft(host, "transactions", allowed.transactions(), transactions);
        requireLeft(host, "bytes", allowed.bytes(), bytes);
        transactions += allowed.transactions().isPresent() ? 1 : 0;
        bytes += allowed.bytes().isPresent() ? size : 0;
    }

    private void goTo(long current, HostGrant allowed) {
        if (allowed.equals(grant)) {
            transactions = left(transactions, allowed.transactions(), current - minute);
            bytes = left(bytes, allowed.bytes(), current - minute);
        } else {
            grant = allowed;
            transactions = 0;
            bytes = 0;
        }
        minute = current;
    }

    /** What some minutes leave of what was used. */
    private static long left(long used, OptionalLong quota, long minutes) {
        return quota.isEmpty() || used / quota.getAsLong() < minutes ? 0 : used - quota.getAsLong() * minutes;
    }

    private void requireLeft(String host, String unit, OptionalLong quota, long used) {
        if (quota.isPresent() && used >= quota.getAsLong()) {
            long free = minute + used / quota.getAsLong();
            throw new Refusal(
                    LedgerFailure.HOST_QUOTA_EXCEEDED,
                    Values.of("host", host)
                            .and("limit", quota.getAsLong())
                            .and("unit", unit)
                            .and("retryAt", Instant.ofEpochMilli(free * MINUTE)));
        }
    }
}
