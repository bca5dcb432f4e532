package org.quoin.host.embed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps others from starting a framework in a directory where one runs, of this process or of another. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws QuoinException if somebody has it, or it cannot be had */
    static DirectoryLock of(Path directory) {
        Path file = directory.resolve("embedded.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new QuoinException("The ledger in " + directory
                        + " is in use already: close the other one, or choose another directory.");
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new QuoinException("The directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // this process has it
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new QuoinException(
                    "The lock of the ledger's directory could not be given back: " + e.getMessage(), e);
        }
    }
}
