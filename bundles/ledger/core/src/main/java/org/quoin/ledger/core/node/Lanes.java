package org.quoin.ledger.core.node;

import java.util.HashMap;
import java.util.Map;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.execution.Envelope;

/**
 * Which sequence number comes next in each lane, counting the transactions that wait to be ordered. A lane is remembered
 * only while some of its transactions wait.
 */
final class Lanes {
    private record Key(String account, int lane) {}

    private static final class Lane {
        private long next;
        private int waiting;
    }

    private final Map<Key, Lane> lanes = new HashMap<>();

    /**
     * Takes the transaction's place in its lane.
     *
     * @param ordered the next sequence number by the state
     * @throws org.quoin.ledger.core.execution.Refusal if it is not the next
     */
    synchronized void take(Transaction transaction, long ordered) {
        Key key = key(transaction);
        Lane lane = lanes.get(key);
        long next = lane == null ? ordered : Math.max(lane.next, ordered);
        Envelope.requireSequence(transaction, next);

        if (lane == null) {
            lane = new Lane();
            lanes.put(key, lane);
        }
        lane.next = next + 1;
        lane.waiting++;
    }

    /** Called once for each transaction that took a place, after the state shows what became of it. */
    synchronized void leave(Transaction transaction) {
        Lane lane = lanes.get(key(transaction));
        if (lane != null && --lane.waiting == 0) {
            lanes.remove(key(transaction));
        }
    }

    synchronized long next(String account, int lane, long ordered) {
        Lane known = lanes.get(new Key(account, lane));
        return known == null ? ordered : Math.max(known.next, ordered);
    }

    private static Key key(Transaction transaction) {
        return new Key(transaction.signer(), transaction.lane());
    }
}
