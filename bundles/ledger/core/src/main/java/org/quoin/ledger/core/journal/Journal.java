package org.quoin.ledger.core.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * The file that is the truth: numbered records, each chained to its predecessor by SHA-256, and an anchor that says how far
 * they are acknowledged. Numbers are big-endian.
 *
 * <table>
 * <caption>Layout, data format version 1</caption>
 * <tr><th>byte</th><th>what</th><th>form</th></tr>
 * <tr><td>0</td><td>header</td><td>page: magic QUOINJNL, checksum, version u32, identity 32, first height u64</td></tr>
 * <tr><td>4096, 8192</td><td>anchor slots</td><td>page each: magic QUOINANC, checksum, sequence u64, at rest u8, height u64,
 *     position after the record u64, digest of the record 32, hash of the block 32</td></tr>
 * <tr><td>12288</td><td>start of the chain</td><td>SHA-256 of the header page</td></tr>
 * <tr><td>12320</td><td>records</td><td>magic QREC, length u32, height u64; payload; digest 32 = SHA-256(digest of the
 *     previous record, all of this one before its digest)</td></tr>
 * <tr><td>then</td><td>room</td><td>zeros, allocated in steps of 16 MiB</td></tr>
 * </table>
 *
 * <p>A page is 4 KiB; its checksum is the SHA-256 of its other bytes. Anchors alternate between the slots, so a torn one leaves
 * its predecessor; at rest both say the same.
 *
 * <p>The protocol: record h, {@link #force}, {@link #anchor} of h, {@code force}; then h is acknowledged. Each force may
 * serve the anchor of one block and the record of the next. After the first failed write or force everything but
 * {@link #read} throws {@link JournalFailedException}.
 *
 * <p>One thread at a time writes; any thread reads.
 */
public final class Journal implements Closeable {
    /** The longest payload, in bytes. */
    public static final int MAX_PAYLOAD = 64 << 20;

    /** Where records begin, in bytes. */
    static final long RECORDS = (1L + Anchor.SLOTS) * Page.SIZE + Hash.SIZE;

    /** Room is allocated in these steps, in bytes. */
    static final long STEP = 16L << 20;

    private interface Write {
        void run() throws IOException;
    }

    private final Disk disk;
    private final Header header;
    private final Positions positions;
    private final List<String> repairs;

    private long size;
    private volatile Point written;
    private Point forced;
    private Anchor anchor;
    private boolean anchorForced = true;
    private volatile long acknowledged;
    private volatile @Nullable Exception failure;
    private volatile boolean closed;

    private Journal(Disk disk, Recovery recovery) {
        this.disk = disk;
        header = recovery.header();
        positions = recovery.positions();
        repairs = recovery.repairs();
        size = recovery.size();
        written = recovery.end();
        forced = recovery.end();
        anchor = recovery.newest();
        acknowledged = recovery.newest().point().height();
    }

    /**
     * Writes an empty journal to an empty disk, durably, and leaves the disk open.
     *
     * @param identity of what is kept here: the chain id
     * @param firstHeight of the first record
     */
    public static void create(Disk disk, Hash identity, long firstHeight) throws IOException {
        if (disk.size() > 0) {
            throw new IllegalArgumentException(disk.name() + " is not empty");
        }
        Header header = new Header(Header.VERSION, identity, firstHeight);
        Point start = header.start();
        disk.grow(STEP);
        disk.write(0, header.encode());
        for (int slot = 0; slot < Anchor.SLOTS; slot++) {
            disk.write(Anchor.slot(slot), new Anchor(slot, true, start, identity).encode());
        }
        disk.write(start.position() - Hash.SIZE, ByteBuffer.wrap(start.digest().toArray()));
        disk.force();
    }

    /**
     * Reads everything, hands it to the reader and makes it durable. Closes the disk if it throws.
     *
     * @throws DamagedDataException if anything is not as it was acknowledged
     * @throws UnsupportedFormatException if another version of the software wrote it
     * @throws JournalFailedException if the disk cannot be written
     */
    public static Journal open(Disk disk, JournalReader reader) throws IOException {
        return open(disk, null, reader);
    }

    /**
     * The same, but of what is remembered it reads and checks the last record only, and hands over what comes after.
     *
     * @param earlier null to read everything; is asked as long as the journal is open
     * @throws UnfitException if the last record remembered is another one
     * @throws DamagedDataException also if it was acknowledged to who remembers it, and the journal ends before it
     */
    public static Journal open(Disk disk, @Nullable Earlier earlier, JournalReader reader) throws IOException {
        try {
            Recovery recovery = Recovery.read(disk, earlier, reader);
            Journal journal = new Journal(disk, recovery);
            journal.attempt(recovery::mend);
            journal.settle(false, recovery.head());
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            try {
                disk.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * What the first record of a journal holds, read and checked without the rest.
     *
     * @param payload of the record, which is chained to the identity
     */
    public record First(Hash identity, Bytes payload) {}

    /**
     * Reads the first record alone.
     *
     * @throws DamagedDataException if it is not there, or not as it was written
     */
    public static First first(Disk disk) throws IOException {
        if (disk.size() < RECORDS + JournalRecord.size(0)) {
            throw new DamagedDataException(disk.name(), disk.size(), "the file ends before its first record");
        }
        Window window = new Window(disk, disk.size());
        Header header = Header.decode(disk.name(), window.at(0, Page.SIZE));
        int length = JournalRecord.payload(window.at(RECORDS, JournalRecord.PREFIX), header.firstHeight());
        if (length >= 0 && RECORDS + JournalRecord.size(length) <= disk.size()) {
            ByteBuffer record = window.at(RECORDS, JournalRecord.size(length));
            if (JournalRecord.whole(header.start().digest(), record)) {
                return new First(header.identity(), Bytes.of(JournalRecord.payload(record)));
            }
        }
        throw new DamagedDataException(disk.name(), RECORDS, "the first record is not as it was written");
    }

    public String name() {
        return disk.name();
    }

    public Hash identity() {
        return header.identity();
    }

    public long firstHeight() {
        return header.firstHeight();
    }

    /** Of the last record, acknowledged or not; one less than the first height while there is none. */
    public long height() {
        return written.height();
    }

    /** The last height that is durable together with its anchor. */
    public long acknowledged() {
        return acknowledged;
    }

    /** What opening found and mended after a crash, a sentence each; empty after a clean stop. */
    public List<String> repairs() {
        return repairs;
    }

    /**
     * Writes the next record.
     *
     * @throws IllegalArgumentException if the height is not the next, or the payload longer than {@link #MAX_PAYLOAD}
     * @throws JournalFullException if there is no room for it: then nothing was written
     */
    public void append(long height, byte[] payload) {
        if (height != written.height() + 1) {
            throw new IllegalArgumentException("expected block " + (written.height() + 1) + ", got " + height);
        }
        requireBounded(payload);
        ByteBuffer bytes = JournalRecord.encode(height, payload, written.digest());
        Point end = new Point(height, written.position() + bytes.limit(), JournalRecord.closing(bytes));
        makeRoom(end.position());
        attempt(() -> {
            disk.write(written.position(), bytes);
            positions.add(end.position());
            written = end;
        });
    }

    /**
     * Writes the anchor of the last record that a force has covered. It counts once the next force has covered it too.
     *
     * @param head hash of the block at that height
     * @throws IllegalStateException if that record is another one, or the previous anchor is not forced yet
     */
    public void anchor(long height, Hash head) {
        if (height != forced.height()) {
            throw new IllegalStateException("block " + forced.height() + " is forced, not " + height);
        }
        write(anchor.next(false, forced, head));
    }

    /** Makes durable what was written. */
    public void force() {
        attempt(() -> {
            disk.force();
            forced = written;
            anchorForced = true;
            acknowledged = anchor.point().height();
        });
    }

    /**
     * Reads a record, written or forced, from the disk, and checks it.
     *
     * @throws IllegalArgumentException if there is none of this height
     * @throws IllegalStateException if the journal is closed, before or meanwhile
     * @throws DamagedDataException if it is not as it was written
     */
    public byte[] read(long height) {
        requireOpen();
        Positions.Span span = positions.of(height);
        ByteBuffer bytes = ByteBuffer.allocate(Hash.SIZE + span.size());
        try {
            disk.read(span.from() - Hash.SIZE, bytes);
        } catch (IOException e) {
            requireOpen();
            throw new DamagedDataException(
                    disk.name(), span.from(), "block " + height + " cannot be read: " + e.getMessage(), e);
        }
        Hash previous = Sha256.read(bytes.flip());
        ByteBuffer record = bytes.slice();
        if (JournalRecord.payload(record, height) != record.limit() - JournalRecord.size(0)
                || !JournalRecord.whole(previous, record)) {
            throw new DamagedDataException(disk.name(), span.from(), "block " + height + " is not as it was written");
        }
        return JournalRecord.payload(record);
    }

    /** Closes the disk; and if all that was written is acknowledged, leaves word that nothing was under way. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure == null && anchorForced && written.equals(anchor.point())) {
                settle(true, anchor.head());
            }
        } finally {
            closeDisk();
        }
    }

    /**
     * Where a record ends.
     *
     * @throws IllegalArgumentException if there is none of this height
     * @throws IllegalStateException if the journal was closed meanwhile
     */
    public Point point(long height) {
        long end = end(height);
        ByteBuffer digest = ByteBuffer.allocate(Hash.SIZE);
        try {
            disk.read(end - Hash.SIZE, digest);
        } catch (IOException e) {
            requireOpen();
            throw new DamagedDataException(
                    disk.name(), end - Hash.SIZE, "block " + height + " cannot be read: " + e.getMessage(), e);
        }
        return new Point(height, end, Sha256.read(digest.flip()));
    }

    /**
     * The position after a record, in bytes.
     *
     * @throws IllegalArgumentException if there is none of this height
     */
    public long end(long height) {
        return positions.of(height).to();
    }

    /** Leaves it to somebody else to remember where the records up to a point stand, which must be acknowledged. */
    public void leave(Earlier remembered) {
        if (remembered.point().height() > acknowledged) {
            throw new IllegalArgumentException("block " + remembered.point().height() + " is not acknowledged");
        }
        positions.leave(remembered);
    }

    static void requireBounded(byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a block has at most " + MAX_PAYLOAD + " bytes, not " + payload.length);
        }
    }

    /** A disk that was closed fails, too: that is no damage. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
    }

    /** Lets both slots say the same, so that damage to one of them hides nothing. */
    private void settle(boolean atRest, Hash head) {
        for (int slot = 0; slot < Anchor.SLOTS; slot++) {
            write(anchor.next(atRest, forced, head));
            force();
        }
    }

    private void write(Anchor next) {
        if (!anchorForced) {
            throw new IllegalStateException(
                    "the anchor of block " + anchor.point().height() + " is not forced yet");
        }
        attempt(() -> {
            disk.write(next.slot(), next.encode());
            anchor = next;
            anchorForced = false;
        });
    }

    private void makeRoom(long end) {
        if (end > size) {
            attempt(() -> {
                try {
                    grow(end, STEP);
                } catch (NoRoomException e) {
                    grow(end, Page.SIZE);
                }
            });
        }
    }

    /** As far as a whole number of steps holds the end. */
    private void grow(long end, long step) throws IOException {
        disk.grow((end + step - 1) / step * step);
        size = disk.size();
    }

    private void attempt(Write write) {
        Exception earlier = failure;
        if (earlier != null) {
            throw new JournalFailedException(disk.name(), earlier);
        }
        try {
            write.run();
        } catch (NoRoomException e) {
            throw new JournalFullException(e);
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw new JournalFailedException(disk.name(), e);
        }
    }

    private void closeDisk() {
        try {
            disk.close();
        } catch (IOException e) {
            throw new JournalFailedException(disk.name(), e);
        }
    }
}
