package org.quoin.host.sample.shop;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that a book can be made of again after a restart. All of it can be derived from the ledger, too, so it is never forced to
 * the disk: a line that is lost is read from the ledger again, and where the file cannot be written the book lives in memory.
 *
 * <p>A line is what was done and how far events were looked at, in one: neither is ever there without the other.
 */
final class BookFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BookFile.class.getName());
    private static final String TITLE = "quoin gifts 1";

    private final @Nullable Path file;

    /** Null once it cannot be written. A stream, because closing a subscription interrupts, which would close a channel. */
    private @Nullable OutputStream out;

    /** @param file null where the framework has no place for it */
    BookFile(@Nullable Path file) {
        this.file = file;
    }

    /** The whole lines that it has. */
    List<String> lines() {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<String> whole =
                    Arrays.asList(text.substring(0, text.lastIndexOf('\n') + 1).split("\n", 0));
            return whole.get(0).equals(TITLE) ? whole.subList(1, whole.size()) : List.of();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the book of gifts cannot be read and is made again from the ledger", e);
            return List.of();
        }
    }

    /** Begins the file anew with these lines, so that what follows continues them. */
    void begin(List<String> lines) {
        if (file == null) {
            return;
        }
        try {
            List<String> all = new ArrayList<>(List.of(TITLE));
            all.addAll(lines);
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, all, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            out = new FileOutputStream(file.toFile(), true);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    void append(String line) {
        if (out == null) {
            return;
        }
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException why) {
        LOG.log(
                Level.WARNING,
                "the book of gifts cannot be written: after a restart it is made again from the ledger",
                why);
        close();
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the book of gifts could not be closed", e);
        }
        out = null;
    }
}
