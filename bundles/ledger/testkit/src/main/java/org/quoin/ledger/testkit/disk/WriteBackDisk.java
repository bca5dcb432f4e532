package org.quoin.ledger.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;

/**
 * A disk whose page cache dies with the process, so that {@code kill -9} is a power cut. (With the operating system's cache
 * it never shows a missing sync: what was written survives the process.) Writes stay in memory; a force brings them to the
 * disk beneath sector by sector, in random order, so that a kill in its midst leaves a torn group.
 */
public final class WriteBackDisk extends RelayDisk {
    private static final int SECTOR = 512;

    private final Disk disk;
    private final RandomGenerator random;
    private final NavigableMap<Long, byte[]> cache = new TreeMap<>();

    /**
     * Begins with an empty cache.
     *
     * @param random decides the order of sectors
     */
    public WriteBackDisk(Disk disk, RandomGenerator random) {
        super(disk);
        this.disk = disk;
        this.random = random;
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws IOException {
        int start = into.position();
        long end = position + into.remaining();
        disk.read(position, into);
        cache.subMap(position / SECTOR, true, end / SECTOR, true).forEach((sector, bytes) -> {
            long from = Math.max(position, sector * SECTOR);
            long to = Math.min(end, (sector + 1) * SECTOR);
            if (from < to) {
                into.put((int) (start + from - position), bytes, (int) (from - sector * SECTOR), (int) (to - from));
            }
        });
    }

    @Override
    public synchronized void write(long position, ByteBuffer from) throws IOException {
        for (long at = position; from.hasRemaining(); ) {
            int offset = (int) (at % SECTOR);
            int length = Math.min(SECTOR - offset, from.remaining());
            from.get(sector(at / SECTOR), offset, length);
            at += length;
        }
    }

    /** Brings what was written to the disk beneath, and leaves it to that one when it forces itself. */
    @Override
    public synchronized void force() throws IOException {
        List<Long> sectors = new ArrayList<>(cache.keySet());
        for (int left = sectors.size(); left > 0; left--) {
            int next = random.nextInt(left);
            long sector = sectors.set(next, sectors.get(left - 1));
            disk.write(sector * SECTOR, ByteBuffer.wrap(sector(sector)));
        }
        cache.clear();
    }

    private byte[] sector(long sector) throws IOException {
        byte[] cached = cache.get(sector);
        if (cached == null) {
            cached = new byte[SECTOR];
            disk.read(sector * SECTOR, ByteBuffer.wrap(cached));
            cache.put(sector, cached);
        }
        return cached;
    }
}
