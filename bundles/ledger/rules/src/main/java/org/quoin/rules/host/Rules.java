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

    /**
     * Acts before the transactions of every block or after them, as the name says: {@link #START} or {@link #END}. Its input is how many
     * transactions the block has executed (4 bytes), and how much gas they used (8). What it refuses or gets wrong undoes what it
     * did itself.
     */
    int HOOK = 3;

    /** Runs after the last operation of a transaction that touched the capability, looks, and may refuse it; named {@code end}. */
    int END_CHECK = 4;

    /**
     * Is told of an event of another capability: named {@code capability.event}, its data the input. What it refuses or gets wrong
     * undoes what it did itself.
     */
    int OBSERVER = 5;

    /**
     * Brings rows of former tables over to those that replace them: at most as many as its input says (2 bytes). It returns how many
     * it was (2 bytes), and whether there may be more (1 byte, 0 or 1). Named {@code rows}; asked for once in a block, until there are
     * no more.
     */
    int MIGRATION = 6;

    /** The name of a hook before the transactions. */
    String START = "start";

    /** The name of a hook after the transactions. */
    String END = "end";

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
