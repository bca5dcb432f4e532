package org.quoin.ledger.core.state;

import org.jspecify.annotations.Nullable;

/**
 * Reads of one version of the state: who holds a view cannot write.
 *
 * <p>A key that its table does not admit, an order asked of a hashed table, and an id known under another definition throw
 * {@link IllegalArgumentException}.
 */
public interface View {
    /** The value at a key; null if there is none. */
    byte @Nullable [] get(Table table, byte[] key);

    /** The first entry of an ordered table at or after a key; null if there is none. */
    @Nullable
    Entry ceiling(Table table, byte[] key);

    /** The first entry of an ordered table after a key; null if there is none. */
    default @Nullable Entry higher(Table table, byte[] key) {
        table.requireOrdered();
        table.requireKey(key);
        byte[] next = Keys.successor(key);
        return next == null ? null : ceiling(table, next);
    }

    /** The first entry of an ordered table; null if the table is empty. */
    default @Nullable Entry first(Table table) {
        table.requireOrdered();
        return ceiling(table, new byte[table.keyWidth()]);
    }
}
