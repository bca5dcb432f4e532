package org.quoin.host.embed;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a ledger that could not be opened leaves in {@code run.json}. */
final class RunFile {
    private final Path file;

    RunFile(Path directory) {
        file = directory.resolve("run.json");
    }

    /** Takes away what an earlier start has left. */
    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The sentence that says what happened and what to do; empty if the ledger has not said anything. */
    Optional<String> refusal() {
        try {
            JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return Optional.ofNullable(run.get("reason")).map(JsonElement::getAsString);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new QuoinException("The ledger stopped while it started, and " + file + " cannot be read.", e);
        }
    }
}
