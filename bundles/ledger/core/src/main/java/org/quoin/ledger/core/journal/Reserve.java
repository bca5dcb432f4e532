package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The room of a ledger in a directory, with a file as its reserve. The file holds noise, which no file system compresses away;
 * nobody reads it.
 */
public final class Reserve implements Room {
    /**
     * In bytes: a step of the journal, and as much again, twice, for a checkpoint of the state and for what the platform writes
     * when it stops and starts.
     */
    public static final long SIZE = 3 * Journal.STEP;

    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final long size;

    /** @param file beside the journal, or where it will be */
    public Reserve(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public long free() throws IOException {
        return Files.getFileStore(file.resolveSibling("")).getUsableSpace();
    }

    @Override
    public boolean isReserved() throws IOException {
        return Files.exists(file) && Files.size(file) == size;
    }

    @Override
    public synchronized void reserve() throws IOException {
        if (isReserved()) {
            return;
        }
        SplittableRandom noise = new SplittableRandom(size);
        byte[] chunk = new byte[CHUNK];
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(0);
            for (long left = size; left > 0; left -= chunk.length) {
                noise.nextBytes(chunk);
                out.write(chunk, 0, (int) Math.min(chunk.length, left));
            }
            out.getFD().sync();
        } catch (IOException e) {
            NoRoomException full = new NoRoomException(file.toString(), e);
            try {
                release();
            } catch (IOException suppressed) {
                full.addSuppressed(suppressed);
            }
            throw full;
        }
    }

    @Override
    public synchronized boolean release() throws IOException {
        return Files.deleteIfExists(file);
    }
}
