package org.quoin.ledger.testkit;

/** What figures were measured on. */
public final class Machine {
    private Machine() {}

    /** In one line, without quotation marks. */
    public static String description() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " processors, " + (runtime.maxMemory() >> 20) + " MiB heap, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java " + Runtime.version();
    }
}
