package org.quoin.ledger.core.checkpoint;

import java.io.Closeable;
import org.quoin.ledger.core.state.BucketCache;
import org.quoin.ledger.core.state.Difference;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Stub;
import org.quoin.ledger.store.Batch;
import org.quoin.ledger.store.KeyValueStore;

/**
 * Lets a state be larger than memory for who goes through a chain from block to block and needs nothing of it afterwards: one
 * version at a time is in a store of its own. For one thread.
 */
public final class Scratch implements Closeable {
    private final KeyValueStore store;
    private final BucketCache cache;
    private final long most;
    private State stored = State.empty();

    /**
     * Begins with an empty state.
     *
     * @param store empty; is closed with this
     * @param cacheSize what buckets in memory may take of the heap, in bytes
     * @param most what is in memory alone may take of it, in bytes
     */
    public Scratch(KeyValueStore store, long cacheSize, long most) {
        this.store = store;
        this.most = most;
        cache = new BucketCache(cacheSize, stub -> store.get(Layout.bucket(stub)));
    }

    /** Whether too much of a state is in memory alone. */
    public boolean isDue(State state) {
        return state.unstored() >= most;
    }

    /**
     * Puts all of a state into the store. Versions before it cannot be read any more.
     *
     * @param height of the block that left it: greater than that of any before
     * @return the same, with nothing but stubs in memory
     * @throws org.quoin.ledger.store.StoreException if the store cannot be written
     */
    public State store(State state, long height) {
        Difference difference = State.difference(stored, state, height, cache);
        Batch batch = new Batch();
        for (Difference.Addition addition : difference.added()) {
            batch.put(Layout.bucket(addition.stub()), addition.content());
        }
        for (Stub stub : difference.superseded()) {
            batch.delete(Layout.bucket(stub));
        }
        store.write(batch);
        stored = difference.stored();
        return stored;
    }

    @Override
    public void close() {
        store.close();
    }
}
