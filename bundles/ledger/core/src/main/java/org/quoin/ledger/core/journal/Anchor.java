package org.quoin.ledger.core.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.quoin.ledger.api.Hash;

/**
 * States how far the journal is acknowledged: whatever happens, everything up to the point must be there.
 *
 * @param sequence of anchors, from 0; the newest counts, and its parity names its slot
 * @param atRest whether nothing was under way when it was written: then only zeros may follow the point
 * @param head hash of the block at the point
 */
record Anchor(long sequence, boolean atRest, Point point, Hash head) {
    static final int SLOTS = 2;

    private static final long MAGIC = 0x51554f494e414e43L; // "QUOINANC"

    Anchor next(boolean atRest, Point point, Hash head) {
        return new Anchor(sequence + 1, atRest, point, head);
    }

    /** Where it stands in the file, in bytes. */
    long slot() {
        return slot((int) (sequence % SLOTS));
    }

    static long slot(int number) {
        return (1L + number) * Page.SIZE;
    }

    ByteBuffer encode() {
        ByteBuffer page = Page.blank(MAGIC);
        page.putLong(sequence).put((byte) (atRest ? 1 : 0));
        page.putLong(point.height())
                .putLong(point.position())
                .put(point.digest().toArray());
        page.put(head.toArray());
        return Page.sealed(page);
    }

    /** The anchor in a slot, if it is whole and belongs there. */
    static Optional<Anchor> decode(int slot, ByteBuffer page) {
        return Page.content(page, MAGIC).map(Anchor::read).filter(anchor -> anchor.slot() == slot(slot));
    }

    private static Anchor read(ByteBuffer content) {
        long sequence = content.getLong();
        boolean atRest = content.get() == 1;
        Point point = new Point(content.getLong(), content.getLong(), Sha256.read(content));
        return new Anchor(sequence, atRest, point, Sha256.read(content));
    }
}
