package org.quoin.rules.host;

import org.jspecify.annotations.Nullable;

/**
 * What rules can see and do. Misuse — a table that is not described, a key of the wrong width, an event that does not fit its
 * description, a write in a query — ends the run as a fault of the module; like a refusal it cannot be caught: whatever
 * the rules do next, all that they did is discarded.
 */
public interface Host {
    // ---- where and for whom --------------------------------------------------------------------------------------

    /** The block's time in milliseconds since 1970; never before that of the block before. */
    long time();

    long height();

    /** The version of the rules that run. */
    String version();

    /**
     * By whose authority they run: the name of an account, or {@code capability:agreement} of one that called; empty in a query,
     * a check and an observer.
     */
    String caller();

    /** 32 bytes that no other operation on any chain gets; empty in a query. */
    byte[] operationId();

    // ---- the capability's own tables, each by its described name ---------------------------------------------------

    /** The value of a key, or null. */
    byte @Nullable [] get(String table, byte[] key);

    void put(String table, byte[] key, byte[] value);

    void remove(String table, byte[] key);

    /** Of an ordered table, the first key that is not below the given one, or null. */
    byte @Nullable [] next(String table, byte[] key);

    // ---- funds
    // --------------------------------------------------------------------------------------------------------

    /** Whether there is an account of that name: 0 or 1. */
    long hasAccount(String name);

    /** How many decimal places one unit of an asset divides into, or −1 if there is no such asset. */
    long decimals(String asset);

    /**
     * What an account holds.
     *
     * @param account an account's name, or {@code :agreement} for what an agreement of this capability holds
     * @return 16 bytes
     */
    byte[] balance(String account, String asset);

    /**
     * Moves funds, or refuses as the ledger's own transfer does. From the caller they go up to the limit that he declared
     * for this operation.
     *
     * @param from the caller, or {@code :agreement} for an open agreement of this capability
     * @param to an account's name, {@code :agreement} likewise, or the caller
     * @param amount 16 bytes, more than zero
     */
    void transfer(String from, String to, String asset, byte[] amount);

    // ---- assets that this capability issues: whatever their supply is, no other can change it ---------------------

    /**
     * Creates an asset of which there is nothing yet, or refuses as the ledger's own operation does.
     *
     * @param asset 2 to 32 of {@code A–Z a–z 0–9 _ . -}, a letter first
     * @param decimals 0 to 30
     */
    void create(String asset, long decimals);

    /**
     * Adds to the supply of an asset that this capability issues.
     *
     * @param to who gets it: an account's name, {@code :agreement}, or the caller
     * @param amount 16 bytes, more than zero; the supply stays below 2^128
     */
    void mint(String to, String asset, byte[] amount);

    /**
     * Takes from the supply of an asset that this capability issues. From the caller it is taken up to the limit that he declared
     * for this operation.
     *
     * @param from the caller, or {@code :agreement} for an open agreement of this capability
     * @param amount 16 bytes, more than zero
     */
    void burn(String from, String asset, byte[] amount);

    // ---- agreements: each has an account of its own, and keeps the rules that opened it ----------------------------

    /**
     * Opens an agreement.
     *
     * @param agreement 1 to 64 of {@code a–z 0–9 _ . -}; the name of no open one
     * @param owner whose funds it holds, shown as locked among his; empty if they are nobody's until it ends
     */
    void open(String agreement, String owner);

    /** Ends an open agreement, which holds nothing any more. */
    void close(String agreement);

    // ---- outcome ----------------------------------------------------------------------------------------------------

    /** Reports something, with values that follow the event's description. */
    void emit(String event, byte[] data);

    /** Ends the run: all that it did is discarded, and the receipt says why. Does not return. */
    void refuse(String code, byte[] values);

    // ---- other capabilities, under the version in this block's header
    // ------------------------------------------------

    /**
     * Runs an operation of another capability inside this one. If that refuses, the run ends, and the receipt says why. A
     * capability that waits for what it called cannot be called or asked again, and calls are nested at most 8 deep.
     *
     * @param authority by whose it acts: the caller, or {@code :agreement} for an open agreement of this capability
     * @param input as the operation is described
     * @param spends what it may move of the authority's, at most: a count, then for each asset its symbol as text and 16 bytes
     * @return as the operation's result is described
     */
    byte[] call(String authority, String capability, String operation, int schema, byte[] input, byte[] spends);

    /** The same, but if that refuses, nothing of it happened, and this returns null; what ran out of gas ends the run. */
    byte @Nullable [] attempt(
            String authority, String capability, String operation, int schema, byte[] input, byte[] spends);

    /** Why the last attempt of this run failed: {@code capability.CODE}; empty if there was none or it did not fail. */
    String refusal();

    /** Asks another capability. If that refuses, the run ends. */
    byte[] query(String capability, String query, int schema, byte[] input);

    // ---- computation
    // -------------------------------------------------------------------------------------------------

    byte[] sha256(byte[] data);

    /**
     * Whether a signature is the key's for a message, by the ledger's one rule of acceptance: 0 or 1.
     *
     * @param key the number of the scheme in one byte, then the key
     */
    long verify(byte[] key, byte[] message, byte[] signature);

    // ---- what the chain is ------------------------------------------------------

    /** The names of the operators in the order of genesis: a count, then each as text. */
    byte[] operators();

    /** The symbol of the asset that fees are paid in. */
    String nativeAsset();
}
