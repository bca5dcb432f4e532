package org.quoin.ledger.core.platform;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code DATA/run.json}: what programs outside the process can know of the node without asking it. Each state replaces the
 * former in one step, so that a reader never sees half a file.
 */
final class RunFile {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final Path file;
    private final long pid;
    private final int sshPort;

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

    /** Stays behind when the process is gone, for whoever asks why. */
    void refused(Refusal refusal) throws IOException {
        JsonObject json = state("refused");
        json.addProperty("reason", refusal.reason());
        json.addProperty("exitCode", refusal.exitCode());
        write(json);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private JsonObject state(String state) {
        JsonObject json = new JsonObject();
        json.addProperty("pid", pid);
        json.add("httpPort", JsonNull.INSTANCE); // until there is a gateway
        json.addProperty("sshPort", sshPort);
        json.addProperty("state", state);
        return json;
    }

    private void write(JsonObject json) throws IOException {
        Path next = file.resolveSibling("run.json.next");
        Files.writeString(next, GSON.toJson(json) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
