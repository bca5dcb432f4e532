package org.quoin.ledger.core.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * {@code DATA/run.json}: what programs outside the process can know of the node without asking it. Each state replaces the
 * former in one step, so that a reader never sees half a file.
 */
final class RunFile {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final Path file;
    private final long pid;
    private final int sshPort;
    private boolean removed;
    private @Nullable Integer httpPort;

    /** What stands in the file, but for that port. */
    private @Nullable JsonObject written;

    RunFile(Path data, long pid, int sshPort) {
        this.file = data.resolve("run.json");
        this.pid = pid;
        this.sshPort = sshPort;
    }

    void starting() throws IOException {
        write(state("starting"));
    }

    void ready() throws IOException {
        write(state("ready"));
    }

    /** It runs and answers questions, and takes no transactions. */
    void degraded(String reason) throws IOException {
        JsonObject json = state("degraded");
        json.addProperty("reason", reason);
        write(json);
    }

    /** Stays behind when the process is gone, for whoever asks why. */
    void refused(Refusal refusal) throws IOException {
        JsonObject json = state("refused");
        json.addProperty("reason", refusal.reason());
        json.addProperty("exitCode", refusal.exitCode());
        write(json);
    }

    /** @param port null if nothing answers over HTTP */
    synchronized void http(@Nullable Integer port) throws IOException {
        httpPort = port;
        if (written != null) {
            write(written);
        }
    }

    synchronized void remove() throws IOException {
        removed = true;
        Files.deleteIfExists(file);
    }

    private JsonObject state(String state) {
        JsonObject json = new JsonObject();
        json.addProperty("pid", pid);
        json.add("httpPort", JsonNull.INSTANCE);
        json.addProperty("sshPort", sshPort);
        json.addProperty("state", state);
        return json;
    }

    private synchronized void write(JsonObject json) throws IOException {
        if (removed) {
            return;
        }
        written = json;
        json.addProperty("httpPort", httpPort);
        String text = GSON.toJson(json) + "\n";
        Path next = file.resolveSibling("run.json.next");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            overwrite(text, full);
        }
    }

    /** A full disk has no room for a second file, but the first has its page. */
    private void overwrite(String text, IOException full) throws IOException {
        try (RandomAccessFile there = new RandomAccessFile(file.toFile(), "rw")) {
            there.write(text.getBytes(UTF_8));
            there.setLength(there.getFilePointer());
        } catch (IOException e) {
            e.addSuppressed(full);
            throw e;
        }
    }
}
