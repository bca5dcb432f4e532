package org.quoin.htlc.watcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A small text that nobody but its owner may read. */
record PrivateFile(Path path) {
    private static final Set<PosixFilePermission> OF_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** @throws WatcherException if it cannot be read, or others than its owner could */
    String read() {
        return find().orElseThrow(() -> new WatcherException("There is no file " + path + ": check its path."));
    }

    /** Empty if there is none. */
    Optional<String> find() {
        try {
            requirePrivate();
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WatcherException("The file " + path + " cannot be read: check its owner.", e);
        }
    }

    private void requirePrivate() throws IOException {
        if (!OF_OWNER.containsAll(Files.getPosixFilePermissions(path))) {
            throw new WatcherException("The file " + path
                    + " can be read or written by others than its owner: take that away with chmod 600.");
        }
    }

    /** Replaces it at once and durably, so that a crash leaves the former text or this. */
    void write(String text) {
        Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a directory");
        try {
            Path draft = Files.createTempFile(
                    directory,
                    "." + path.getFileName(),
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new WatcherException("The file " + path + " cannot be written: check space and permissions.", e);
        }
    }
}
