package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;

/**
 * Reads a journal from its first byte, or from where somebody remembers it, to its last and finds out what stands. It reads
 * first and changes nothing; when all
 * is well, {@link #mend} writes.
 *
 * <p>Up to the newest anchor every record must be whole. After it come records of the last moments, written and perhaps
 * never acknowledged: those that are whole and chained are kept, and what follows them is the rest of a torn write. After
 * an anchor at rest there was no last moment, so anything but zeros is damage.
 */
final class Recovery {
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(Window.SIZE).asReadOnlyBuffer();

    private final Disk disk;
    private final long size;
    private final @Nullable Earlier earlier;
    private final Window window;
    private final List<String> repairs = new ArrayList<>();

    private final Header header;
    private final List<Anchor> anchors;
    private final Anchor newest;
    private final Positions positions;

    private Point end;
    private Hash head;
    private long tornFrom;
    private long tornTo;

    private Recovery(Disk disk, long size, @Nullable Earlier earlier) {
        this.disk = disk;
        this.size = size;
        this.earlier = earlier;
        if (size < Journal.RECORDS) {
            throw damaged(size, "the file ends before its first record");
        }
        window = new Window(disk, size);
        header = Header.decode(disk.name(), window.at(0, Page.SIZE));
        anchors = anchors();
        newest = anchors.stream()
                .max(Comparator.comparingLong(Anchor::sequence))
                .orElseThrow(() -> damaged(Anchor.slot(0), "neither slot of the head anchor is as it was written"));
        end = header.start();
        head = header.identity();
        positions = new Positions(end);
    }

    /**
     * @throws DamagedDataException if anything acknowledged is not there, or anything is there that was never written
     * @throws UnfitException if the journal has another record than the last one that is remembered
     */
    static Recovery read(Disk disk, @Nullable Earlier earlier, JournalReader reader) throws IOException {
        Recovery recovery = new Recovery(disk, disk.size(), earlier);
        recovery.readStart();
        recovery.readAcknowledged(reader);
        recovery.readUnacknowledged(reader);
        recovery.readRest();
        return recovery;
    }

    /**
     * Writes what was not acknowledged once more, because after a failed sync the file can show what the medium does not
     * hold; and erases a torn write, so that none of it is ever taken for a successor of what comes next.
     */
    void mend() throws IOException {
        long from = newest.point().position();
        for (long at = from; at < end.position(); at += Window.SIZE) {
            disk.write(at, window.at(at, (int) Math.min(Window.SIZE, end.position() - at)));
        }
        for (long at = tornFrom; at < tornTo; at += Window.SIZE) {
            disk.write(at, ByteBuffer.allocate((int) Math.min(Window.SIZE, tornTo - at)));
        }
        if (from < end.position() || tornFrom < tornTo) {
            disk.force();
        }
    }

    Header header() {
        return header;
    }

    Anchor newest() {
        return newest;
    }

    Positions positions() {
        return positions;
    }

    /** After the last record that stands. */
    Point end() {
        return end;
    }

    /** The hash of the block at the end. */
    Hash head() {
        return head;
    }

    long size() {
        return size;
    }

    List<String> repairs() {
        return List.copyOf(repairs);
    }

    private List<Anchor> anchors() {
        List<Anchor> whole = new ArrayList<>();
        for (int slot = 0; slot < Anchor.SLOTS; slot++) {
            Optional<Anchor> anchor = Anchor.decode(slot, window.at(Anchor.slot(slot), Page.SIZE));
            anchor.ifPresent(whole::add);
            if (anchor.isEmpty()) {
                repairs.add("One of the two slots of the head anchor was unreadable and is written anew.");
            }
        }
        return whole;
    }

    private void readStart() {
        Hash stated = Sha256.read(window.at(Journal.RECORDS - Hash.SIZE, Hash.SIZE));
        if (!stated.equals(end.digest())) {
            throw damaged(Journal.RECORDS - Hash.SIZE, "the start of the chain is not as it was written");
        }
        if (newest.point().position() > size) {
            throw damaged(size, "the file ends before block " + newest.point().height() + ", which was acknowledged");
        }
        if (earlier != null) {
            skip(earlier);
        }
        compareWithAnchors();
    }

    /** Goes to the end of what is remembered, if the last record there is the one that is remembered. */
    private void skip(Earlier remembered) {
        Point point = remembered.point();
        long from = point.height() == header.firstHeight() ? end.position() : remembered.end(point.height() - 1);
        boolean ahead = point.height() > newest.point().height();
        if (!stands(point, from) || ahead && newest.atRest()) {
            if (ahead) {
                throw damaged(
                        Math.min(size, from),
                        "block " + point.height() + " was stored and is not here: the file was exchanged or cut");
            }
            throw new UnfitException(disk.name(), point);
        }
        end = point;
        head = remembered.head();
        positions.leave(remembered);
    }

    private boolean stands(Point point, long from) {
        long length = point.position() - from;
        if (from < Journal.RECORDS || length < JournalRecord.size(0) || point.position() > size) {
            return false;
        }
        if (JournalRecord.payload(window.at(from, JournalRecord.PREFIX), point.height())
                != length - JournalRecord.size(0)) {
            return false;
        }
        Hash previous = Sha256.read(window.at(from - Hash.SIZE, Hash.SIZE));
        ByteBuffer bytes = window.at(from, (int) length);
        return JournalRecord.whole(previous, bytes)
                && JournalRecord.closing(bytes).equals(point.digest());
    }

    private void readAcknowledged(JournalReader reader) {
        Point acknowledged = newest.point();
        while (end.height() < acknowledged.height()) {
            if (!readRecord(reader, acknowledged.position())) {
                throw damaged(end.position(), "block " + (end.height() + 1) + " is not as it was acknowledged");
            }
        }
    }

    private void readUnacknowledged(JournalReader reader) {
        long acknowledged = end.height();
        while (!newest.atRest() && readRecord(reader, size)) {}
        if (end.height() > acknowledged) {
            repairs.add("Blocks " + (acknowledged + 1) + " to " + end.height()
                    + " were written but not yet acknowledged at the last stop; they are whole and stay.");
        }
    }

    /** Reads the next record, if a whole one stands there that ends by the limit. */
    private boolean readRecord(JournalReader reader, long limit) {
        long height = end.height() + 1;
        long room = limit - end.position();
        if (room < JournalRecord.size(0)) {
            return false;
        }
        int length = JournalRecord.payload(window.at(end.position(), JournalRecord.PREFIX), height);
        if (length < 0 || JournalRecord.size(length) > room) {
            return false;
        }
        ByteBuffer bytes = window.at(end.position(), JournalRecord.size(length));
        if (!JournalRecord.whole(end.digest(), bytes)) {
            return false;
        }
        end = new Point(height, end.position() + bytes.limit(), JournalRecord.closing(bytes));
        head = reader.read(end, height <= newest.point().height(), JournalRecord.payload(bytes));
        positions.add(end.position());
        compareWithAnchors();
        return true;
    }

    private void compareWithAnchors() {
        for (Anchor anchor : anchors) {
            if (anchor.point().height() == end.height()
                    && !(anchor.point().equals(end) && anchor.head().equals(head))) {
                throw damaged(anchor.slot(), "block " + end.height() + " is not the one that was acknowledged");
            }
        }
    }

    private void readRest() {
        for (long at = end.position(); at < size; at += Window.SIZE) {
            ByteBuffer bytes = window.at(at, (int) Math.min(Window.SIZE, size - at));
            for (int i = bytes.mismatch(ZEROS.slice(0, bytes.limit())); i >= 0 && i < bytes.limit(); i++) {
                if (bytes.get(i) != 0) {
                    tornFrom = tornTo == 0 ? at + i : tornFrom;
                    tornTo = at + i + 1;
                }
            }
        }
        if (tornFrom < tornTo && newest.atRest()) {
            throw damaged(tornFrom, "something stands after block " + end.height() + ", the last one");
        }
        if (tornFrom < tornTo) {
            repairs.add("An unfinished write after block " + end.height() + " is erased: " + (tornTo - tornFrom)
                    + " bytes at byte " + tornFrom + ".");
        }
    }

    private DamagedDataException damaged(long position, String problem) {
        return new DamagedDataException(disk.name(), position, problem);
    }
}
