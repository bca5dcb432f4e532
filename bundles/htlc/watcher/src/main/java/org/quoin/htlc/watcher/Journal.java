package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Says what is done: a line of JSON for each. */
final class Journal {
    private final PrintStream out;
    private final InstantSource clock;

    Journal(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** @param more values by name */
    void say(String ledger, String what, Map<String, ?> more) {
        JsonObject line = new JsonObject();
        line.addProperty("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.addProperty("ledger", ledger);
        line.addProperty("what", what);
        more.forEach((name, value) -> line.addProperty(name, String.valueOf(value)));
        synchronized (this) {
            out.println(line);
            out.flush();
        }
    }
}
