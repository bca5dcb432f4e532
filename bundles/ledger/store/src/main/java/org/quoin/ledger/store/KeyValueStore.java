package org.quoin.ledger.store;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Byte strings by byte strings, in the order of unsigned bytes. One thread at a time writes, flushes or closes; any thread
 * reads. Arrays that go in or come out belong to who got them.
 *
 * <p>What was written before a {@link #flush} that returned is durable. Of what came after it, a power cut leaves the first
 * few batches, each of them whole, or none.
 *
 * <p>All methods throw {@link DamagedStoreException} if the data are not what was written, {@link StoreException} if the
 * store cannot be read or written, and {@link IllegalStateException} once it is closed.
 */
@ProviderType
public interface KeyValueStore extends Closeable {
    /** Sees one row, in the course of a scan. */
    @FunctionalInterface
    interface RowVisitor {
        /** Whether to go on. */
        boolean visit(byte[] key, byte[] value);
    }

    /** What a message calls it: the path of its directory. */
    String name();

    /** The value at a key; null if there is none. */
    byte @Nullable [] get(byte[] key);

    /**
     * Visits the rows whose keys begin with a prefix, ascending, as they are when the scan begins. The visitor may read the
     * store; it may not write or close it.
     */
    default void scan(byte[] prefix, RowVisitor visitor) {
        scan(prefix, prefix, visitor);
    }

    /** The same of the rows at or after a key, which begins with the prefix. */
    void scan(byte[] prefix, byte[] from, RowVisitor visitor);

    /** The last row at or before a key whose key begins with a prefix; null if there is none. */
    @Nullable
    Row floor(byte[] prefix, byte[] key);

    /** Applies all changes of a batch or, if the power fails before they are durable, perhaps none. */
    void write(Batch batch);

    /** Returns when everything written is durable. */
    void flush();

    /**
     * Reads everything and compares it with its checksums.
     *
     * @throws DamagedStoreException if anything is not what was written
     */
    void verify();

    /** What was not flushed may be lost. Closing twice does nothing. */
    @Override
    void close();
}
