package org.quoin.ledger.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Journal;

/** Finds blocks, receipts and events in the journal. Only what was added can be found. */
final class History {
    /** Where a receipt stands. */
    record Place(long height, int index) {}

    /** A receipt, the sequence number that its first event has, and the header of its block. */
    record Found(ReceiptRow row, Place place, long firstEvent, Header block) {}

    private final Map<Hash, Place> places = new ConcurrentHashMap<>();
    private final NavigableMap<Long, Long> heightsByFirstEvent = new ConcurrentSkipListMap<>();
    private volatile @Nullable Journal journal;

    /** Says where the blocks are; called once, when the journal is open. */
    void readFrom(Journal opened) {
        journal = opened;
    }

    /** Makes the block's receipts and events findable. The first receipt of a transaction is the one that counts. */
    void add(BlockRecord block) {
        List<ReceiptRow> receipts = block.receipts();
        for (int index = 0; index < receipts.size(); index++) {
            places.putIfAbsent(
                    receipts.get(index).transaction(), new Place(block.header().height(), index));
        }
        if (!block.events().isEmpty()) {
            heightsByFirstEvent.put(block.header().firstEvent(), block.header().height());
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

    @Nullable
    Place place(Hash transaction) {
        return places.get(transaction);
    }

    Found receipt(Place place) {
        BlockRecord block = block(place.height());
        return receipt(block, place.index());
    }

    static Found receipt(BlockRecord block, int index) {
        long firstEvent = block.header().firstEvent();
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
        Long start = heightsByFirstEvent.floorKey(from);
        List<Occurrence> events = new ArrayList<>();
        for (long height :
                heightsByFirstEvent.tailMap(start == null ? 0 : start).values()) {
            BlockRecord block = block(height);
            long sequence = block.header().firstEvent();
            for (EventRow row : block.events()) {
                if (sequence >= from && events.size() < limit) {
                    events.add(new Occurrence(row, sequence, block.header()));
                }
                sequence++;
            }
            if (events.size() == limit) {
                break;
            }
        }
        return events;
    }
}
