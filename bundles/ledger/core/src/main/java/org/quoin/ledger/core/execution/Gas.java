package org.quoin.ledger.core.execution;

/**
 * What things cost rules, in gas, and how much there is. One is about one instruction of theirs, or a nanosecond of a
 * processor: the prices here are what the host was measured to take, rounded up. They belong to the protocol version.
 */
final class Gas {
    /** For all operations of a transaction together. */
    static final long TRANSACTION = 10_000_000;

    /** For an observer, of one event: beside that of the transaction, which did not ask for it. */
    static final long OBSERVER = 1_000_000;

    /** For a hook of one capability. */
    static final long HOOK = 2_000_000;

    /** For a fee policy, of one transaction that names a sponsor: beside that of the transaction. */
    static final long FEE = 1_000_000;

    /** For the rows of one capability that are brought over in one block. */
    static final long MIGRATION = 5_000_000;

    static final long QUERY = 20_000_000;

    /** An operation of the ledger's own. */
    static final long NATIVE = 20_000;

    /** Whatever is asked of the host. */
    static final long HOST = 50;

    /** Running rules inside others. */
    static final long CALL = 3_000;

    static final long READ = 1_500;
    static final long NEXT = 3_000;

    /** Executing it is the least: a row that changes is hashed up to the root, and stored. */
    static final long WRITE = 8_000;

    /** For each byte that is written, reported or returned. */
    static final long BYTE = 5;

    static final long TRANSFER = 20_000;
    static final long AGREEMENT = 20_000;
    static final long EVENT = 1_000;
    static final long DIGEST = 300;

    /** For each byte. */
    static final long DIGESTED = 5;

    static final long SIGNATURE = 150_000;

    private Gas() {}
}
