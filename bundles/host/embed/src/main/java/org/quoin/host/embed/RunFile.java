package org.quoin.host.embed;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a ledger that could not be opened leaves in {@code run.json}. */
final class RunFile {
    private RunFile() {}

    /** The sentence that says what happened and what to do. */
    static String reason(Path file) {
        try {
            JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return run.has("reason")
                    ? run.get("reason").getAsString()
                    : "The ledger stopped while it started, and " + file + " does not say why: the log does.";
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new QuoinException("The ledger stopped while it started, and " + file + " cannot be read.", e);
        }
    }
}
