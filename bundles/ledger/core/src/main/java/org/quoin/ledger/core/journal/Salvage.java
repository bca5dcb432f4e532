package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;

/**
 * Gathers what can be had of a damaged journal, and changes nothing. A record that is not whole is taken from a backup if the
 * one there continues the chain of digests: journals of one chain are the same, byte by byte, as far as both go. Without a
 * backup it is restored if there is exactly one right way, which the digest after it proves.
 */
public final class Salvage {
    /** Takes a record that is whole, in the order of heights. */
    @FunctionalInterface
    public interface Sink {
        /** @return the hash of the block */
        Hash take(long height, byte[] payload) throws IOException;
    }

    /**
     * Where the chain of records breaks off, or why its end is not known.
     *
     * @param position in the file, in bytes
     * @param problem a sentence without its period
     */
    public record Break(long position, String problem) {}

    private static final Logger LOG = System.getLogger(Salvage.class.getName());

    /** The longest record of which each bit is tried, in bytes: a second's work. */
    private static final int MOST_FLIPS = 4096;

    private final Disk disk;
    private final @Nullable Disk backup;
    private final Header header;
    private final List<Anchor> anchors = new ArrayList<>();
    private final List<String> mended = new ArrayList<>();
    private Point end;
    private Hash head;
    private long taken;

    private Salvage(Disk disk, @Nullable Disk backup, Header header) throws IOException {
        this.disk = disk;
        this.backup = backup;
        this.header = header;
        end = header.start();
        head = header.identity();
        for (int slot = 0; slot < Anchor.SLOTS; slot++) {
            Optional<ByteBuffer> page = bytes(disk, Anchor.slot(slot), Page.SIZE);
            if (page.isPresent()) {
                Anchor.decode(slot, page.get()).ifPresent(anchors::add);
            }
        }
    }

    /**
     * Reads all that can be had.
     *
     * @param identity what the journal belongs to, or null if only its first page knows
     * @throws DamagedDataException if it is not known to which chain the records belong, or they are not those of the anchor
     * @throws UnsupportedFormatException if another version of the software wrote it
     */
    public static Salvage read(Disk disk, @Nullable Disk backup, @Nullable Hash identity, Sink sink)
            throws IOException {
        Salvage salvage = new Salvage(disk, backup, header(disk, backup, identity));
        salvage.gather(sink);
        return salvage;
    }

    private static Header header(Disk disk, @Nullable Disk backup, @Nullable Hash identity) throws IOException {
        Optional<ByteBuffer> page = bytes(disk, 0, Page.SIZE);
        try {
            return Header.decode(disk.name(), page.orElse(ByteBuffer.allocate(Page.SIZE)));
        } catch (DamagedDataException e) {
            if (identity != null) {
                return new Header(Header.VERSION, identity, 0);
            }
            if (backup != null) {
                return Header.decode(backup.name(), bytes(backup, 0, Page.SIZE).orElse(ByteBuffer.allocate(Page.SIZE)));
            }
            throw e;
        }
    }

    public Hash identity() {
        return header.identity();
    }

    public long firstHeight() {
        return header.firstHeight();
    }

    /** Of the last record that was gathered. */
    public long height() {
        return end.height();
    }

    /** Where the next record would stand, in bytes. */
    public long position() {
        return end.position();
    }

    /** The hash of the last block that was gathered. */
    public Hash head() {
        return head;
    }

    /** How many records the backup gave. */
    public long taken() {
        return taken;
    }

    /** What was restored without a backup, a sentence each. */
    public List<String> mended() {
        return List.copyOf(mended);
    }

    /** The height that was acknowledged for certain, or -1 if that is not known. */
    public long acknowledged() {
        return newest().map(anchor -> anchor.point().height()).orElse(-1L);
    }

    /** What keeps the records that were gathered from being all that there were; empty if they are. */
    public Optional<Break> incomplete() throws IOException {
        if (anchors.isEmpty()) {
            return Optional.of(new Break(Anchor.slot(0), "neither slot of the head anchor is as it was written"));
        }
        if (end.height() < acknowledged()) {
            return Optional.of(
                    new Break(end.position(), "block " + (end.height() + 1) + " is not as it was acknowledged"));
        }
        Optional<ByteBuffer> next = bytes(disk, end.position(), JournalRecord.PREFIX);
        boolean another = newest().orElseThrow().atRest()
                && next.filter(prefix -> JournalRecord.resembles(prefix, end.height() + 1))
                        .isPresent();
        return another
                ? Optional.of(new Break(
                        end.position(), "block " + (end.height() + 1) + " was begun after the ledger had stopped"))
                : Optional.empty();
    }

    /**
     * Looks behind the break for records that can still be told from their surroundings, and hands over what is in them. They are
     * not proved by anything.
     *
     * @return how many records up to the acknowledged height have not even been found
     */
    public long lost(Sink sink) throws IOException {
        long at = end.position();
        long height = end.height() + 1;
        for (; height <= acknowledged(); height++) {
            ByteBuffer record = framed(disk, at, height).orElse(null);
            if (record == null) {
                break;
            }
            sink.take(height, JournalRecord.payload(record));
            at += record.limit();
        }
        return Math.max(0, acknowledged() + 1 - height);
    }

    private Optional<Anchor> newest() {
        return anchors.stream().max(Comparator.comparingLong(Anchor::sequence));
    }

    private void gather(Sink sink) throws IOException {
        requireAnchored();
        for (ByteBuffer record = next(); record != null; record = next()) {
            long height = end.height() + 1;
            head = sink.take(height, JournalRecord.payload(record));
            end = new Point(height, end.position() + record.limit(), JournalRecord.closing(record));
            requireAnchored();
        }
    }

    private void requireAnchored() {
        for (Anchor anchor : anchors) {
            if (anchor.point().height() == end.height()
                    && !(anchor.point().equals(end) && anchor.head().equals(head))) {
                throw new DamagedDataException(
                        disk.name(), anchor.slot(), "block " + end.height() + " is not the one that was acknowledged");
            }
        }
    }

    private @Nullable ByteBuffer next() throws IOException {
        long height = end.height() + 1;
        Optional<ByteBuffer> own = framed(disk, end.position(), height);
        if (own.isPresent() && JournalRecord.whole(end.digest(), own.get())) {
            return own.get();
        }
        if (backup != null) {
            Optional<ByteBuffer> copy = framed(backup, end.position(), height);
            if (copy.isPresent() && JournalRecord.whole(end.digest(), copy.get())) {
                taken++;
                return copy.get();
            }
        }
        ByteBuffer restored = own.isPresent() ? restored(own.get(), height) : null;
        if (restored == null) {
            restored = reframed(height);
        }
        if (restored != null) {
            mended.add("Block " + height + " (byte " + end.position() + " of " + disk.name()
                    + ") had a damaged bit or digest; the digests around it prove how it was written.");
        }
        return restored;
    }

    /** The record with another digest, if what follows continues that; or with the one bit back that makes it whole. */
    private @Nullable ByteBuffer restored(ByteBuffer record, long height) throws IOException {
        Hash digest = JournalRecord.digest(end.digest(), record);
        Point closed = new Point(height, end.position() + record.limit(), digest);
        Optional<ByteBuffer> follower = framed(disk, closed.position(), height + 1);
        boolean continued = anchors.stream().anyMatch(anchor -> anchor.point().equals(closed))
                || follower.filter(next -> JournalRecord.whole(digest, next)).isPresent();
        if (continued) {
            return record.put(record.limit() - Hash.SIZE, digest.toArray());
        }
        int bits = Byte.SIZE * (record.limit() - Hash.SIZE);
        for (int bit = 0; record.limit() <= MOST_FLIPS && bit < bits; bit++) {
            flip(record, bit);
            if (JournalRecord.whole(end.digest(), record)) {
                return record;
            }
            flip(record, bit);
        }
        return null;
    }

    /** The record whose first bytes are damaged in one bit. */
    private @Nullable ByteBuffer reframed(long height) throws IOException {
        ByteBuffer prefix = bytes(disk, end.position(), JournalRecord.PREFIX).orElse(null);
        for (int bit = 0; prefix != null && bit < Byte.SIZE * JournalRecord.PREFIX; bit++) {
            flip(prefix, bit);
            int length = JournalRecord.payload(prefix, height);
            if (length >= 0) {
                Optional<ByteBuffer> record = bytes(disk, end.position(), JournalRecord.size(length));
                if (record.isPresent()
                        && JournalRecord.whole(end.digest(), record.get().put(0, prefix, 0, JournalRecord.PREFIX))) {
                    return record.get();
                }
            }
            flip(prefix, bit);
        }
        return null;
    }

    private static void flip(ByteBuffer bytes, int bit) {
        int at = bit / Byte.SIZE;
        bytes.put(at, (byte) (bytes.get(at) ^ 1 << bit % Byte.SIZE));
    }

    /** What stands at a place and begins like the record of that height. */
    private static Optional<ByteBuffer> framed(Disk from, long position, long height) throws IOException {
        Optional<ByteBuffer> prefix = bytes(from, position, JournalRecord.PREFIX);
        int length = prefix.isPresent() ? JournalRecord.payload(prefix.get(), height) : -1;
        return length < 0 ? Optional.empty() : bytes(from, position, JournalRecord.size(length));
    }

    /** Empty if the file ends before, or cannot be read there. */
    private static Optional<ByteBuffer> bytes(Disk from, long position, int length) throws IOException {
        if (position + length > from.size()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            from.read(position, bytes);
            return Optional.of(bytes.clear());
        } catch (IOException e) {
            LOG.log(Level.WARNING, from.name() + " cannot be read at byte " + position, e);
            return Optional.empty();
        }
    }
}
