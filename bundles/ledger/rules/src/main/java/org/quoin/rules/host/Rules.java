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

    /**
     * Acts for the ledger in the role {@code fee-policy}, which the description claims: asked for by nobody else, and by nobody's
     * authority. Named {@link #PRICES}, {@link #RESERVE} or {@link #SETTLE}.
     */
    int FEE = 7;

    /**
     * The prices of a block, asked for at its start. The input is what the block before used: transactions (4 bytes), execution
     * gas, bytes of data, bytes that the state grew by, bytes of data of layer 2 (8 each). The result is the price of one of each, in
     * the smallest unit of the native asset, in the same order (8 each); the account that gets tips and the one that gets
     * {@code share} of the base fee, as text, empty for nobody: then it is burnt; {@code share} in millionths (4); the capabilities
     * whose operations the schedule of layer 2 is for (a count, then each as text).
     */
    String PRICES = "prices";

    /**
     * Who pays for a transaction that names a sponsor, before it is executed. The input: signer and sponsor as text, whether it is of
     * layer 2 (1), the most that it may cost (16), its operations (a count, then the capability and the name of each as text). The
     * result: the most that nobody has to pay (16), and the agreement of this capability that pays what is more (as text; empty if there
     * is none). A refusal is the transaction's.
     */
    String RESERVE = "reserve";

    /**
     * What became of a transaction whose fee was reserved. The input is that of {@link #RESERVE}, then whether it was applied (1), what
     * nobody had to pay (16), and what the agreement paid (16). What it gets wrong undoes what it did itself.
     */
    String SETTLE = "settle";

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
