package org.quoin.ledger.core.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.description.Values;

/** A file that only its owner can read, and that is there whole and durable, or not at all. */
final class NewFile {
    @FunctionalInterface
    interface Content {
        /** The stream is closed by who gives it. */
        void writeTo(OutputStream out) throws IOException;
    }

    private NewFile() {}

    /**
     * Writes beside the file's place, makes it durable, and gives it its name.
     *
     * @throws LedgerFileException {@code FILE_EXISTS} or {@code FILE_FAILED}
     */
    static void write(Path file, Content content) {
        Path place = file.toAbsolutePath();
        Path directory = place.getParent();
        if (Files.exists(place) || directory == null) {
            throw new LedgerFileException(
                    "FILE_EXISTS",
                    "There is a file " + place + " already: give another name, an export replaces nothing.",
                    Values.of("file", place.toString()));
        }
        try {
            Path draft = Files.createTempFile(directory, ".", ".part");
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    content.writeTo(Channels.newOutputStream(channel));
                    channel.force(true);
                }
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new LedgerFileException(
                    "FILE_FAILED",
                    "The file " + place + " cannot be written (" + e + "): check space, folder and permissions.",
                    Values.of("file", place.toString()),
                    e);
        }
    }
}
