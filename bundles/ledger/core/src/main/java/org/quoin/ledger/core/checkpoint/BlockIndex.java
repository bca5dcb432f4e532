package org.quoin.ledger.core.checkpoint;

import java.util.List;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.ReceiptRow;

/**
 * By what a block can be found.
 *
 * @param end its position in the journal, after it
 * @param firstEvent the sequence number of its first event, if it has one
 * @param transactions their ids, in order
 */
public record BlockIndex(long height, long end, long firstEvent, boolean hasEvents, List<Hash> transactions) {
    /** What an id takes of the heap while it waits to be stored, here and where it is looked up, in bytes. */
    private static final long ID = 256;

    public static BlockIndex of(BlockRecord block, long end) {
        return new BlockIndex(
                block.header().height(),
                end,
                block.header().firstEvent(),
                !block.events().isEmpty(),
                block.receipts().stream().map(ReceiptRow::transaction).toList());
    }

    /** Of the heap, estimated, in bytes. */
    public long size() {
        return ID * (1 + transactions.size());
    }
}
