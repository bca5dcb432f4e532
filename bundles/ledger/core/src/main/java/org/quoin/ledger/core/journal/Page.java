package org.quoin.ledger.core.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.quoin.ledger.api.Hash;

/**
 * A page that shows whether it is whole: 8 bytes of magic, the SHA-256 of all its other bytes, then its content and zeros.
 * Content stays within the first 512 bytes, which a disk writes at once, so that a page is hardly ever found half written.
 */
final class Page {
    /** In bytes. */
    static final int SIZE = 4096;

    private static final int CHECKSUM = Long.BYTES;
    private static final int CONTENT = CHECKSUM + Hash.SIZE;

    private Page() {}

    /** An empty page, positioned where its content begins. */
    static ByteBuffer blank(long magic) {
        return ByteBuffer.allocate(SIZE).putLong(magic).position(CONTENT);
    }

    /** The page with its checksum, ready to be written. */
    static ByteBuffer sealed(ByteBuffer page) {
        page.put(CHECKSUM, checksum(page).toArray());
        return page.clear();
    }

    /** The page positioned where its content begins, if it is whole. */
    static Optional<ByteBuffer> content(ByteBuffer page, long magic) {
        Hash stated = Sha256.read(page.slice(CHECKSUM, Hash.SIZE));
        boolean whole = page.getLong(0) == magic && stated.equals(checksum(page));
        return whole ? Optional.of(page.position(CONTENT)) : Optional.empty();
    }

    private static Hash checksum(ByteBuffer page) {
        return Sha256.of(page.slice(0, CHECKSUM), page.slice(CONTENT, SIZE - CONTENT));
    }
}
