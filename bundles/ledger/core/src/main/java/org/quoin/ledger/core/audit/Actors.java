package org.quoin.ledger.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who is at work at the console, so that what happens meanwhile, on whichever thread, is put down to him. */
public final class Actors {
    /** What the node does by itself. */
    public static final String NODE = "node";

    private final List<String> working = new ArrayList<>();

    public synchronized void begin(String user) {
        working.add(user);
    }

    public synchronized void end(String user) {
        working.remove(user);
    }

    /** All of them if there are several, separated by commas: which of them it was is not known. */
    public synchronized String now() {
        return working.isEmpty() ? NODE : String.join(",", new TreeSet<>(working));
    }
}
