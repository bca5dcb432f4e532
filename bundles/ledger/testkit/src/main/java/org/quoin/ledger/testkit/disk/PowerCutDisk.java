package org.quoin.ledger.testkit.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.quoin.ledger.core.journal.Disk;

/**
 * A disk behind a page cache. What is written stays in the cache until a force; cutting the power keeps a random part of it,
 * sector by sector, and loses the rest. A force that fails leaves what an operating system leaves: the cache goes on showing
 * the bytes, takes them for written, and a later force does not write them again.
 */
public final class PowerCutDisk implements Disk {
    private static final int SECTOR = 512;

    private final RandomGenerator random;
    private final NavigableMap<Long, byte[]> medium;
    private final NavigableMap<Long, byte[]> cache = new TreeMap<>();
    private final NavigableMap<Long, byte[]> dirty = new TreeMap<>();
    private long size;
    private int operationsLeft = Integer.MAX_VALUE;
    private boolean off;

    /** @param random decides what a power cut leaves */
    public PowerCutDisk(RandomGenerator random) {
        this(random, new TreeMap<>(), 0);
    }

    private PowerCutDisk(RandomGenerator random, NavigableMap<Long, byte[]> medium, long size) {
        this.random = random;
        this.medium = medium;
        this.size = size;
    }

    /** Cuts the power in the midst of the operation after so many others. */
    public synchronized void cutAfter(int operations) {
        operationsLeft = operations;
    }

    public synchronized boolean isOff() {
        return off;
    }

    /** Cuts the power now. */
    public synchronized void cut() {
        off = true;
        double kept = random.nextInt(8) == 0 ? random.nextInt(2) : random.nextDouble();
        keep(kept);
    }

    /** The same medium, with the power on again. */
    public synchronized PowerCutDisk restarted() {
        if (!off) {
            throw new IllegalStateException("cut the power first");
        }
        return new PowerCutDisk(random, medium, size);
    }

    /** A force that fails, having written anything from nothing to all. */
    public synchronized void failForce() throws IOException {
        keep(random.nextInt(3) / 2.0);
        dirty.clear();
        throw new IOException("Input/output error");
    }

    @Override
    public String name() {
        return "power-cut";
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws IOException {
        if (off) {
            throw new IOException("the power is off");
        }
        if (position + into.remaining() > size) {
            throw new EOFException("the disk has " + size + " bytes");
        }
        int at = into.position();
        Arrays.fill(into.array(), into.arrayOffset() + at, into.arrayOffset() + into.limit(), (byte) 0);
        into.position(into.limit());
        for (NavigableMap<Long, byte[]> layer : List.of(medium, cache)) {
            layer.subMap(position / SECTOR, true, (position + into.limit() - at - 1) / SECTOR, true)
                    .forEach((sector, bytes) -> copy(bytes, sector * SECTOR - position + at, into, at));
        }
    }

    @Override
    public synchronized void write(long position, ByteBuffer from) throws IOException {
        boolean cut = --operationsLeft < 0;
        if (off) {
            throw new IOException("the power is off");
        }
        if (position + from.remaining() > size) {
            throw new IOException("a write beyond the size");
        }
        for (long at = position; from.hasRemaining(); ) {
            long sector = at / SECTOR;
            int offset = (int) (at % SECTOR);
            int length = Math.min(SECTOR - offset, from.remaining());
            byte[] bytes = shown(sector).clone();
            from.get(bytes, offset, length);
            cache.put(sector, bytes);
            dirty.put(sector, bytes);
            at += length;
        }
        if (cut) {
            fail();
        }
    }

    @Override
    public synchronized void force() throws IOException {
        if (--operationsLeft < 0 || off) {
            fail();
        }
        keep(1);
        dirty.keySet().forEach(cache::remove);
        dirty.clear();
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void grow(long newSize) throws IOException {
        if (--operationsLeft < 0 || off) {
            fail();
        }
        size = newSize;
    }

    @Override
    public void close() {}

    private void fail() throws IOException {
        if (!off) {
            cut();
        }
        throw new IOException("the power is off");
    }

    private void keep(double share) {
        dirty.forEach((sector, bytes) -> {
            if (random.nextDouble() < share) {
                medium.put(sector, bytes);
            }
        });
    }

    private byte[] shown(long sector) {
        byte[] cached = cache.get(sector);
        return cached == null ? medium.getOrDefault(sector, new byte[SECTOR]) : cached;
    }

    /** Copies the part of a sector that lies within the buffer. */
    private static void copy(byte[] sector, long target, ByteBuffer into, int from) {
        int start = (int) Math.max(target, from);
        int end = (int) Math.min(target + SECTOR, into.limit());
        into.put(start, sector, (int) (start - target), end - start);
    }
}
