package org.quoin.ledger.core.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * Who holds how much of the {@link Capacity}, and when there will be room again.
 *
 * <p>The sender is who a transaction says it is from, before its signature is looked at: who forges signatures can keep
 * another's share busy for as long as it takes to see through them, and nothing more.
 */
final class Shares {
    private static final class Held {
        private int transactions;
        private long bytes;
    }

    private final Capacity capacity;
    private final DrainRate rate;
    private final LongSupplier nanos;
    private final Map<String, Held> senders = new HashMap<>();
    private int transactions;
    private long bytes;

    /** @param nanos a clock that runs evenly, as {@link System#nanoTime} */
    Shares(Capacity capacity, LongSupplier nanos) {
        this.capacity = capacity;
        this.nanos = nanos;
        rate = new DrainRate(nanos.getAsLong());
    }

    /** @return false if there is no room for it */
    synchronized boolean take(String sender, int size) {
        Held held = senders.computeIfAbsent(sender, none -> new Held());
        boolean fits =
                held.transactions < Math.min(capacity.senderTransactions(), capacity.transactions() - transactions)
                        && held.bytes + size <= Math.min(capacity.senderBytes(), capacity.bytes() - bytes);
        if (fits) {
            if (transactions == 0) {
                rate.busyFrom(nanos.getAsLong());
            }
            add(held, 1, size);
        }
        forgetIfEmpty(sender, held);
        return fits;
    }

    /** Whether a sender can get room by {@link #takeInstead} once there is some. */
    synchronized boolean mayTakeInstead(String sender, int size) {
        Held held = senders.get(sender);
        int has = held == null ? 0 : held.transactions;
        long bytesOf = held == null ? 0 : held.bytes;
        return has < Math.min(capacity.senderTransactions(), Math.max(1, capacity.transactions() / 2))
                && bytesOf + size <= Math.min(capacity.senderBytes(), capacity.bytes() / 2);
    }

    /** Takes room from which others had to go: whatever else is free, up to half of all. */
    synchronized boolean takeInstead(String sender, int size) {
        boolean fits = mayTakeInstead(sender, size)
                && transactions < capacity.transactions()
                && bytes + size <= capacity.bytes();
        if (fits) {
            add(senders.computeIfAbsent(sender, none -> new Held()), 1, size);
        }
        return fits;
    }

    /** Takes room for a transaction that is to have the place of another one of its sender, whose room is given back then. */
    synchronized boolean takeAnew(String sender, int oldSize, int size) {
        Held held = senders.computeIfAbsent(sender, none -> new Held());
        boolean fits =
                held.bytes + size - oldSize <= capacity.senderBytes() && bytes + size - oldSize <= capacity.bytes();
        if (fits) {
            add(held, 1, size);
        }
        forgetIfEmpty(sender, held);
        return fits;
    }

    /** What was taken for a transaction is free again. */
    synchronized void giveBack(String sender, int size) {
        release(sender, size);
        rate.drained(1, nanos.getAsLong());
    }

    /** The same for many. */
    synchronized void giveBack(List<VerifiedTransaction> taken) {
        taken.forEach(
                each -> release(each.transaction().signer(), each.encoded().size()));
        rate.drained(taken.size(), nanos.getAsLong());
    }

    /** How many hold a place. */
    synchronized int waiting() {
        return transactions;
    }

    /** When half of what waits now will be gone, as fast as it goes now; 10 ms to 5 s. */
    synchronized Duration retryAfter() {
        return rate.timeFor(transactions / 2, nanos.getAsLong());
    }

    private void release(String sender, int size) {
        Held held = senders.get(sender);
        if (held == null) {
            throw new IllegalStateException(sender + " gives back what it never took");
        }
        add(held, -1, -size);
        forgetIfEmpty(sender, held);
    }

    private void add(Held held, int number, int size) {
        held.transactions += number;
        held.bytes += size;
        transactions += number;
        bytes += size;
    }

    private void forgetIfEmpty(String sender, Held held) {
        if (held.transactions == 0) {
            senders.remove(sender);
        }
    }
}
