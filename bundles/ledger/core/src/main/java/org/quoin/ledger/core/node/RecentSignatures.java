package org.quoin.ledger.core.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.ValidSignatures;

/**
 * Remembers signatures that were found valid lately. What was found invalid is not kept, so nobody can push the valid ones out
 * for nothing.
 *
 * <p>It holds at most {@code capacity}; the older half goes first. Any thread may use it.
 */
final class RecentSignatures implements ValidSignatures {
    private record Known(Hash transaction, Bytes signature) {}

    private final int half;
    private final AtomicInteger added = new AtomicInteger();
    private volatile Set<Known> younger = ConcurrentHashMap.newKeySet();
    private volatile Set<Known> older = Set.of();

    /** @param capacity 2 or more */
    RecentSignatures(int capacity) {
        half = capacity / 2;
        if (half < 1) {
            throw new IllegalArgumentException("there must be room for 2 or more, not for " + capacity);
        }
    }

    @Override
    public boolean contains(Hash transaction, Bytes signature) {
        Known known = new Known(transaction, signature);
        return younger.contains(known) || older.contains(known);
    }

    @Override
    public void add(Hash transaction, Bytes signature) {
        if (younger.add(new Known(transaction, signature)) && added.incrementAndGet() % half == 0) {
            older = younger;
            younger = ConcurrentHashMap.newKeySet();
        }
    }

    int size() {
        return younger.size() + older.size();
    }
}
