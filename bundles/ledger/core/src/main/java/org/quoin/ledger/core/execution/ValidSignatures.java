package org.quoin.ledger.core.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * Signatures that were found valid, so that they need not be computed again. One is known by the transaction's id, which is the
 * hash of all that is signed, the key included, together with the whole signature: nothing else can be taken for it. What
 * was found invalid is not kept, so nobody can push the valid ones out for nothing.
 *
 * <p>It holds at most {@code capacity}; the older half goes first. Any thread may use it.
 */
public final class ValidSignatures {
    private record Known(Hash transaction, Bytes signature) {}

    private final int half;
    private final AtomicInteger added = new AtomicInteger();
    private volatile Set<Known> younger = ConcurrentHashMap.newKeySet();
    private volatile Set<Known> older = Set.of();

    /** @param capacity 2 or more */
    public ValidSignatures(int capacity) {
        half = capacity / 2;
        if (half < 1) {
            throw new IllegalArgumentException("there must be room for 2 or more, not for " + capacity);
        }
    }

    boolean contains(Hash transaction, Bytes signature) {
        Known known = new Known(transaction, signature);
        return younger.contains(known) || older.contains(known);
    }

    void add(Hash transaction, Bytes signature) {
        if (younger.add(new Known(transaction, signature)) && added.incrementAndGet() % half == 0) {
            older = younger;
            younger = ConcurrentHashMap.newKeySet();
        }
    }

    int size() {
        return younger.size() + older.size();
    }
}
