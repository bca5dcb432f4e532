package org.quoin.ledger.core.platform;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.ProgressLine;
import org.quoin.ledger.console.Screen;
import org.quoin.ledger.core.journal.DataInUseException;
import org.quoin.ledger.core.journal.UnsupportedFormatException;
import org.quoin.ledger.core.node.Repair;

/**
 * What {@code quoin repair} runs: a program of its own, because a node that refuses to start has no console. Arguments: the
 * data directory, then {@code --from PATH}, {@code --cut}, {@code --json}.
 */
public final class RepairTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int DATA_DAMAGED = 6;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.quoin");

    private RepairTool() {}

    /** What is logged is told by the report, too. */
    public static void main(String[] arguments) {
        LOG.setLevel(Level.OFF);
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        Path ledger = Path.of(arguments[0]).resolve("ledger");
        Path from = null;
        boolean cut = false;
        boolean json = false;
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--from" -> from = Path.of(arguments[++i]);
                case "--cut" -> cut = true;
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        return repair(ledger, from, cut, json);
    }

    private static int repair(Path ledger, @Nullable Path from, boolean cut, boolean json) {
        try {
            Repair.Report report = report(new Repair(ledger, from, cut));
            print(report, json);
            if (!report.whole()) {
                System.err.println("quoin: The ledger in " + ledger
                        + " is still damaged and was left as it is: what was found and what helps is said above.");
            }
            return report.whole() ? DONE : DATA_DAMAGED;
        } catch (DataInUseException | UnsupportedFormatException e) {
            System.err.println("quoin: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            System.err.println("quoin: Nothing was repaired because " + e.getMessage() + ": name another one.");
        } catch (IOException e) {
            System.err.println("quoin: The repair could not be finished (" + e.getMessage()
                    + ") and the ledger is as it was: see to the disk and run it again.");
        }
        return FAILED;
    }

    /** The launcher says what the terminal is to which diagnostics go, if they go to one. */
    private static Repair.Report report(Repair repair) throws IOException {
        Screen screen = Screen.of(
                Integer.getInteger(Screen.COLUMNS, 0), System.getProperty(Screen.TYPE), System.getenv(Screen.NO_COLOR));
        return new ProgressLine(screen, System.err, "reading and repairing", () -> ProgressLine.Position.UNKNOWN)
                .during(repair::run);
    }

    private static void print(Repair.Report report, boolean json) {
        if (json) {
            JsonArray lines = new JsonArray();
            report.lines().forEach(lines::add);
            JsonObject object = new JsonObject();
            object.addProperty("ok", report.whole());
            object.add("findings", lines);
            System.out.println(new Gson().toJson(object));
        } else {
            report.lines().forEach(System.out::println);
        }
    }
}
