package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A file, locked for as long as it is open: two processes cannot hold one ledger. The lock is POSIX's, which a process
 * loses when it closes any handle of the file: nothing else in this process opens it meanwhile.
 *
 * <p>Bytes pass through {@link RandomAccessFile}: a {@link FileChannel} closes itself when a reading thread is interrupted
 * (a user's Ctrl-C at the console), for all.
 */
public final class FileDisk implements Disk {
    private static final int ZEROS = 1 << 20;

    /**
     * The files that this process holds. Static, because the lock is the process's: a second attempt must be refused before
     * it has a handle to close.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final RandomAccessFile file;
    private final AtomicReference<@Nullable Path> held;

    private FileDisk(Path path, RandomAccessFile file, Path held) {
        this.path = path;
        this.file = file;
        this.held = new AtomicReference<>(held);
    }

    /**
     * Makes an empty file and locks it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     */
    public static FileDisk create(Path path) throws IOException {
        Files.createFile(path);
        return open(path);
    }

    /**
     * Opens and locks a file.
     *
     * @throws NoSuchFileException if it is not there
     * @throws DataInUseException if it is open already, in this process or another
     */
    public static FileDisk open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString());
        }
        Path held = path.toRealPath();
        if (!HELD.add(held)) {
            throw new DataInUseException(path.toString());
        }
        try {
            return new FileDisk(path, locked(path), held);
        } catch (IOException | RuntimeException e) {
            HELD.remove(held);
            throw e;
        }
    }

    private static RandomAccessFile locked(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (file.getChannel().tryLock() == null) {
                throw new DataInUseException(path.toString());
            }
            return file;
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new DataInUseException(path.toString(), e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        synchronized (file) {
            file.seek(position);
            file.readFully(into.array(), into.arrayOffset() + into.position(), into.remaining());
        }
        into.position(into.limit());
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        synchronized (file) {
            file.seek(position);
            file.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
        }
        from.position(from.limit());
    }

    @Override
    public void force() throws IOException {
        sync(false);
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public void grow(long size) throws IOException {
        long before = size();
        try {
            for (long at = before; at < size; at += ZEROS) {
                write(at, ByteBuffer.allocate((int) Math.min(ZEROS, size - at)));
            }
        } catch (IOException e) {
            file.setLength(before);
            throw new NoRoomException(path.toString(), e);
        }
        sync(true);
    }

    /** Closes the file and gives up its lock. */
    @Override
    public void close() throws IOException {
        Path released = held.getAndSet(null);
        if (released != null) {
            try {
                file.close();
            } finally {
                HELD.remove(released);
            }
        }
    }

    /** An interrupt that is already pending would close the channel: it waits until the sync is done. */
    private void sync(boolean metadata) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            file.getChannel().force(metadata);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
