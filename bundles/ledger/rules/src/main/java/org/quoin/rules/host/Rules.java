package org.quoin.rules.host;

/**
 * One version of a capability's rules: a pure function from what the host shows and the input to what is asked of the host.
 * The jar's manifest names the implementation; it is built without arguments, once, and run by several threads at a time, so
 * it has no state of its own.
 */
public interface Rules {
    /** Executes one operation of a transaction; what it returns is for the rules that called it. */
    int OPERATION = 1;

    /** Answers a question; whatever would write fails. */
    int QUERY = 2;

    /** Runs at a block's start or end. Not in protocol 1. */
    int HOOK = 3;

    /** Runs after the last operation of a transaction that touched the capability, looks, and may refuse it; named {@code end}. */
    int END_CHECK = 4;

    /**
     * Is told of an event of another capability: named {@code capability.event}, its data the input. What it refuses or gets wrong
     * undoes what it did itself.
     */
    int OBSERVER = 5;

    /** Rewrites rows of an earlier format, a bounded number at a time. Not in protocol 1. */
    int MIGRATION = 6;

    /**
     * Everything that these rules accept, report and keep, as data. Asked for once, when they are activated, without a host.
     *
     * @return in the form that {@code org.quoin.rules} documents
     */
    byte[] describe();

    /**
     * Runs one entry.
     *
     * @param kind one of the constants here
     * @param name of the entry, as described
     * @param schema the number of the schema that the input follows, as described; the host has checked that it does
     * @return empty where the kind returns nothing
     */
    byte[] run(Host host, int kind, String name, int schema, byte[] input);
}
