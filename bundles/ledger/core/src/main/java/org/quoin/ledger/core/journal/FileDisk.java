package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file, locked for as long as it is open: two processes cannot hold one ledger. The lock is POSIX's, which a process
 * loses when it closes any other handle of the same file: nothing else in this process opens it meanwhile.
 *
 * <p>Bytes pass through {@link RandomAccessFile}: a {@link FileChannel} closes itself when a reading thread is interrupted
 * (a user's Ctrl-C at the console), for all.
 */
public final class FileDisk implements Disk {
    private static final int ZEROS = 1 << 20;

    private final Path path;
    private final RandomAccessFile file;

    private FileDisk(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
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
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (file.getChannel().tryLock() == null) {
                throw new DataInUseException(path.toString());
            }
            return new FileDisk(path, file);
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
        for (long at = size(); at < size; at += ZEROS) {
            write(at, ByteBuffer.allocate((int) Math.min(ZEROS, size - at)));
        }
        sync(true);
    }

    /** Closes the file and gives up its lock. */
    @Override
    public void close() throws IOException {
        file.close();
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
