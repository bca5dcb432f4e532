package org.quoin.ledger.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Journal;

/** Finds blocks, receipts and events in the journal: by the indexes in the store, and in memory those of what is not stored. */
final class History {
    /** Where a receipt stands. */
    record Place(long height, int index) {}

    /** A receipt, the sequence number that its first event has, and the header of its block. */
    record Found(ReceiptRow row, Place place, long firstEvent, Header block) {}

    /** What was added for a block. */
    private record Added(long height, long firstEvent, List<Hash> transactions) {}

    private final Checkpoints stored;
    private final Map<Hash, Place> places = new ConcurrentHashMap<>();
    private final NavigableMap<Long, Long> heightsByFirstEvent = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<Added> added = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Journal journal;

    /** Begins with what is stored. */
    History(Checkpoints stored) {
        this.stored = stored;
    }

    /** Says where the blocks are; called once, when the journal is open. */
    void readFrom(Journal opened) {
        journal = opened;
    }

    /** Makes the block's receipts and events findable. The first receipt of a transaction is the one that counts. */
    void add(BlockRecord block) {
        List<Hash> transactions =
                block.receipts().stream().map(ReceiptRow::transaction).toList();
        long height = block.header().height();
        for (int index = 0; index < transactions.size(); index++) {
            places.putIfAbsent(transactions.get(index), new Place(height, index));
        }
        long firstEvent = block.header().firstEvent();
        if (!block.events().isEmpty()) {
            heightsByFirstEvent.put(firstEvent, height);
        }
        added.add(new Added(height, firstEvent, transactions));
    }

    /** Leaves the blocks up to a height to the store, which has them now. */
    void stored(long height) {
        for (Added next = added.peek(); next != null && next.height <= height; next = added.peek()) {
            for (Hash transaction : next.transactions) {
                places.computeIfPresent(transaction, (id, place) -> place.height <= height ? null : place);
            }
            heightsByFirstEvent.remove(next.firstEvent, next.height);
            added.remove();
        }
    }

    /**
     * Reads a block that the journal holds.
     *
     * @throws DamagedDataException if it is damaged there
     */
    BlockRecord block(long height) {
        return BlockRecord.decode(record(height));
    }

    /** The same as it is encoded. */
    byte[] record(long height) {
        return Objects.requireNonNull(journal, "readFrom comes first").read(height);
    }

    /** Looks in memory first: what is no longer there is in the store by then. */
    @Nullable
    Place place(Hash transaction) {
        Place waiting = places.get(transaction);
        if (waiting != null) {
            return waiting;
        }
        Checkpoints.Place place = stored.place(transaction);
        return place != null && has(place, transaction) ? new Place(place.height(), place.index()) : null;
    }

    /** The store knows half of the id. */
    private boolean has(Checkpoints.Place place, Hash transaction) {
        List<ReceiptRow> receipts = block(place.height()).receipts();
        return place.index() < receipts.size()
                && receipts.get(place.index()).transaction().equals(transaction);
    }

    Found receipt(Place place) {
        BlockRecord block = block(place.height());
        return receipt(block, place.index());
    }

    static Found receipt(BlockRecord block, int index) {
        long firstEvent =
                block.header().firstEvent() + block.outcome().start().events().size();
        for (ReceiptRow before : block.receipts().subList(0, index)) {
            firstEvent += before.outcome().events().size();
        }
        return new Found(
                block.receipts().get(index), new Place(block.header().height(), index), firstEvent, block.header());
    }

    /** An event, where it stands, and the header of its block. */
    record Occurrence(EventRow row, long sequence, Header block) {}

    /** At most {@code limit} events from a sequence number on. */
    List<Occurrence> events(long from, int limit) {
        NavigableMap<Long, Long> heights = new TreeMap<>();
        heightsByFirstEvent.forEach(heights::put); // one by one: some may be left to the store meanwhile
        heights.putAll(stored.events(from, limit + 1));
        Long start = heights.floorKey(from);
        List<Occurrence> events = new ArrayList<>();
        for (long height : heights.tailMap(start == null ? 0 : start).values()) {
            if (events.size() == limit) {
                break;
            }
            BlockRecord block = block(height);
            long sequence = block.header().firstEvent();
            for (EventRow row : block.events()) {
                if (sequence >= from && events.size() < limit) {
                    events.add(new Occurrence(row, sequence, block.header()));
                }
                sequence++;
            }
        }
        return events;
    }
}
