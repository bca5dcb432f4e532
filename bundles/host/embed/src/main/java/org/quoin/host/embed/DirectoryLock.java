package org.quoin.host.embed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from starting a framework in a directory where one runs, of this process or of another; and from starting one where
 * a node runs, whose run file it would overwrite.
 */
final class DirectoryLock implements AutoCloseable {
    /** What this process has: it loses its lock of a file when it closes any handle of it, so there is only one. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws QuoinException if somebody has it, or it cannot be had */
    static DirectoryLock of(Path given) {
        try {
            Path directory = Files.createDirectories(given).toRealPath();
            if (!HELD.add(directory)) {
                throw inUse(directory);
            }
            try {
                return new DirectoryLock(directory, locked(directory));
            } catch (IOException | RuntimeException e) {
                HELD.remove(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new QuoinException("The directory " + given + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static FileChannel locked(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("embedded.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null || isInUse(directory.resolve("ledger").resolve("journal"))) {
                throw inUse(directory);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isInUse(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // this process has it, by a class of another loader
            return null;
        }
    }

    private static QuoinException inUse(Path directory) {
        return new QuoinException(
                "The ledger in " + directory + " is in use already: close the other one, or choose another directory.");
    }

    /** A second time it does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new QuoinException("The lock of " + directory + " could not be given back: " + e.getMessage(), e);
        } finally {
            HELD.remove(directory);
        }
    }
}
