package org.quoin.ledger.core.node;

import java.io.IOException;
import java.util.function.LongFunction;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Journal;

/** Makes another ledger out of the first blocks of one, which may be in use; its state follows from its journal when it is opened. */
final class JournalCopy {
    /** Of records, before they are synced, in bytes. */
    private static final long GROUP = 64L << 20;

    private JournalCopy() {}

    /**
     * Returns when all of it is durable.
     *
     * @param copy where there is nothing yet
     * @param blocks the encoded record of each
     * @param last the height of the last block to copy
     * @param head the hash of its header
     */
    static void write(DirectoryStore copy, Genesis genesis, LongFunction<byte[]> blocks, long last, Hash head)
            throws IOException {
        copy.create(genesis);
        try (Journal to = Journal.open(copy.openJournal(), (height, payload) -> genesis.chainId())) {
            long unforced = 0;
            for (long height = 0; height <= last; height++) {
                byte[] payload = blocks.apply(height);
                to.append(height, payload);
                unforced += payload.length;
                if (unforced > GROUP) {
                    to.force();
                    unforced = 0;
                }
            }
            to.force();
            to.anchor(last, head);
            to.force();
        }
    }
}
