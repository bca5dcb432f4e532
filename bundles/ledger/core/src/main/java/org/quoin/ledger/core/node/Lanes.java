package org.quoin.ledger.core.node;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.execution.Envelope;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * Which sequence number comes next in each lane, counting the transactions that wait to be ordered. A lane is remembered
 * only while some of its transactions wait.
 *
 * <p>What is announced, and not yet known to be valid, takes no place: it only lets a signer who does not wait for answers know
 * his next number.
 *
 * <p>What the state says is asked for under the lock that {@link #ordered} takes too: so a transaction is counted by the
 * state or here at any moment, never by neither.
 */
final class Lanes {
    private record Key(String account, int lane) {}

    /** The run of sequence numbers that are announced in a lane. */
    private static final class Announced {
        private int transactions;
        private long first;
        private long next;

        private void extend(long sequence) {
            if (first == next || sequence < first) {
                first = sequence;
                next = sequence + 1;
            } else if (sequence == next) {
                next++;
            }
        }
    }

    /** The sequence numbers that are taken, with the transactions that took them. */
    private final Map<Key, NavigableMap<Long, Hash>> lanes = new HashMap<>();

    private final Map<Key, Announced> announced = new HashMap<>();

    /** The transaction will be looked at, after those of its lane that were announced before. */
    synchronized void announce(Transaction transaction) {
        Announced run = announced.computeIfAbsent(key(transaction), lane -> new Announced());
        run.transactions++;
        run.extend(transaction.sequence());
    }

    /**
     * The transaction was looked at.
     *
     * @param place whether the place that it claimed is taken: else those announced after it leave a gap
     */
    synchronized void arrived(Transaction transaction, boolean place) {
        Key lane = key(transaction);
        Announced run = announced.get(lane);
        if (run == null) {
            return;
        }
        run.transactions--;
        if (run.transactions == 0) {
            announced.remove(lane);
        } else if (!place && transaction.sequence() >= run.first && transaction.sequence() < run.next) {
            run.next = run.first;
        }
    }

    /**
     * Takes the transaction's place in its lane.
     *
     * @param ordered the next sequence number by the state
     * @throws org.quoin.ledger.core.execution.Refusal if it is not the next
     */
    synchronized void take(VerifiedTransaction transaction, LongSupplier ordered) {
        Transaction content = transaction.transaction();
        Envelope.requireSequence(content, next(content.signer(), content.lane(), ordered));

        lanes.computeIfAbsent(key(transaction), lane -> new TreeMap<>()).put(content.sequence(), transaction.id());
    }

    /** The transaction has the place now that another one had. */
    synchronized void replaced(VerifiedTransaction by) {
        NavigableMap<Long, Hash> lane = lanes.get(key(by));
        if (lane != null) {
            lane.replace(by.transaction().sequence(), by.id());
        }
    }

    /** The transaction is the last of those that were announced in its lane, and will not be looked at. */
    synchronized void withdrawn(Transaction transaction) {
        Announced run = announced.get(key(transaction));
        if (run != null && run.next == transaction.sequence() + 1) {
            run.next = Math.max(run.first, transaction.sequence());
        }
        arrived(transaction, true);
    }

    /** The transaction was ordered, and the state shows it. */
    synchronized void ordered(VerifiedTransaction transaction) {
        NavigableMap<Long, Hash> lane = lanes.get(key(transaction));
        if (lane != null && lane.remove(transaction.transaction().sequence(), transaction.id())) {
            forgetIfEmpty(transaction, lane);
        }
    }

    /**
     * The transaction will not be ordered. Nor will those that took the places after it, which leave a gap now: all these
     * places are free at once.
     */
    synchronized void turnedAway(VerifiedTransaction transaction) {
        NavigableMap<Long, Hash> lane = lanes.get(key(transaction));
        long sequence = transaction.transaction().sequence();
        if (lane != null && transaction.id().equals(lane.get(sequence))) {
            lane.tailMap(sequence, true).clear();
            forgetIfEmpty(transaction, lane);
        }
    }

    /** @param ordered the next sequence number by the state */
    synchronized long next(String account, int lane, LongSupplier ordered) {
        NavigableMap<Long, Hash> taken = lanes.get(new Key(account, lane));
        return Math.max(ordered.getAsLong(), taken == null ? 0 : taken.lastKey() + 1);
    }

    /** The same, counting what is announced and continues the lane. */
    synchronized long nextAnnounced(String account, int lane, LongSupplier ordered) {
        long next = next(account, lane, ordered);
        Announced run = announced.get(new Key(account, lane));
        return run != null && run.first <= next && next < run.next ? run.next : next;
    }

    private void forgetIfEmpty(VerifiedTransaction transaction, NavigableMap<Long, Hash> lane) {
        if (lane.isEmpty()) {
            lanes.remove(key(transaction));
        }
    }

    private static Key key(VerifiedTransaction transaction) {
        return key(transaction.transaction());
    }

    private static Key key(Transaction transaction) {
        return new Key(transaction.signer(), transaction.lane());
    }
}
