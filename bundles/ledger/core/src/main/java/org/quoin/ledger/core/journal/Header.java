package org.quoin.ledger.core.journal;

import java.nio.ByteBuffer;
import org.quoin.ledger.api.Hash;

/**
 * The first page of the file, never written again.
 *
 * @param version of the data format; the page itself has the same form in every version
 * @param firstHeight of the first record
 */
record Header(int version, Hash identity, long firstHeight) {
    /** The data format that this software writes, and the only one that it reads. */
    static final int VERSION = 1;

    private static final long MAGIC = 0x51554f494e4a4e4cL; // "QUOINJNL"

    ByteBuffer encode() {
        ByteBuffer page = Page.blank(MAGIC);
        page.putInt(version).put(identity.toArray()).putLong(firstHeight);
        return Page.sealed(page);
    }

    /**
     * @throws DamagedDataException if the page is not whole
     * @throws UnsupportedFormatException if its version is another one
     */
    static Header decode(String file, ByteBuffer page) {
        ByteBuffer content = Page.content(page, MAGIC)
                .orElseThrow(() -> new DamagedDataException(file, 0, "the first page is not as it was written"));
        int version = content.getInt();
        if (version != VERSION) {
            throw new UnsupportedFormatException(file, version, VERSION);
        }
        return new Header(version, Sha256.read(content), content.getLong());
    }

    /** Where the first record begins. Its digest continues that of this page, so that the chain belongs to this journal. */
    Point start() {
        return new Point(firstHeight - 1, Journal.RECORDS, Sha256.of(encode()));
    }
}
