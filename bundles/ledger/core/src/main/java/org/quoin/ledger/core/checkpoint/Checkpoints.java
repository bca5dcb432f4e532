package org.quoin.ledger.core.checkpoint;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.Earlier;
import org.quoin.ledger.core.journal.Point;
import org.quoin.ledger.core.state.BucketCache;
import org.quoin.ledger.core.state.Difference;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Stub;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.Batch;
import org.quoin.ledger.store.DamagedStoreException;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.Row;
import org.quoin.ledger.store.StoreException;

/**
 * The checkpoints in a store, and the indexes that came with them. One thread at a time writes; any thread reads.
 *
 * <p>What is read of a store that fails throws {@link StoreException} or, in the midst of a state,
 * {@link UnreadableStateError}; both are told to the listener first, whichever thread meets them.
 */
public final class Checkpoints implements Closeable {
    /** As many of the newest blocks can be gone back to. */
    public static final long REACH = 1_024;

    /** Kept beyond the reach, for who began to read a state when it was within. */
    private static final long GRACE = 1_024;

    private static final int PRUNED_AT_ONCE = 10_000;

    /** Is told that the store failed. */
    @FunctionalInterface
    public interface Listener {
        /** @param damaged whether it will fail until it is made again; otherwise it may succeed at another time */
        void failed(Throwable failure, boolean damaged);
    }

    /** Where a receipt stands, if the full id is the one that was asked for. */
    public record Place(long height, int index) {}

    private final KeyValueStore store;
    private final Hash chainId;
    private final BucketCache cache;
    private volatile Listener listener = (failure, damaged) -> {};
    private State stored = State.empty();

    private Checkpoints(KeyValueStore store, Hash chainId, long cacheSize) {
        this.store = store;
        this.chainId = chainId;
        cache = new BucketCache(cacheSize, this::read, this::alarm);
    }

    /**
     * Takes over a store.
     *
     * @param cacheSize what buckets in memory may take of the heap, in bytes
     * @throws UnusableStoreException if it is of another chain or format
     */
    public static Checkpoints in(KeyValueStore store, Hash chainId, long cacheSize) {
        Checkpoints checkpoints = new Checkpoints(store, chainId, cacheSize);
        byte[] identity = store.get(Layout.IDENTITY);
        if (identity != null && !Arrays.equals(identity, Layout.identity(chainId))) {
            throw new UnusableStoreException(store.name(), "is of another chain or format");
        }
        return checkpoints;
    }

    /** Says whom to tell when the store fails; on the thread that meets the failure. */
    public void onFailure(Listener told) {
        listener = told;
    }

    /** The newest checkpoint up to a height. */
    public Optional<Checkpoint> newest(long height) {
        Row row = asked(() -> store.floor(Layout.CHECKPOINTS, Layout.key(Layout.CHECKPOINTS, height)));
        return Optional.ofNullable(row).map(found -> readable("a checkpoint", () -> Checkpoint.decode(found.value())));
    }

    /**
     * The chain of a checkpoint that is kept; of its state only stubs are read.
     *
     * @throws UnusableStoreException if the state has not the roots of the header
     */
    public Chain restore(Checkpoint checkpoint, RulesSource rules) {
        List<Stub> stubs = new ArrayList<>();
        asked(() -> {
            store.scan(Layout.STUBS, (key, value) -> {
                readable("a stub", () -> {
                    Stub stub = Layout.stub(key, value);
                    if (stub.version() <= checkpoint.height() && checkpoint.height() < Layout.superseded(value)) {
                        stubs.add(stub);
                    }
                    return stub;
                });
                return true;
            });
            return stubs;
        });
        Chain chain = readable("the state", () -> checkpoint.chain(State.restore(stubs, cache), rules));
        if (!chain.hasItsRoots()) {
            throw new UnusableStoreException(
                    store.name(), "has a state of block " + checkpoint.height() + " without the roots of its header");
        }
        return chain;
    }

    /** The same of the newest checkpoint, from which the next one goes on. */
    public Chain resume(Checkpoint newest, RulesSource rules) {
        Chain chain = restore(newest, rules);
        stored = chain.state();
        return chain;
    }

    /** What the newest checkpoint has of the state: stubs alone. For the thread that writes. */
    public State stored() {
        return stored;
    }

    /**
     * Stores a chain, and returns when it is durable.
     *
     * @param point where its last block ends in the journal; it must be acknowledged
     * @param blocks those since the last checkpoint
     */
    public void write(Chain chain, Point point, List<BlockIndex> blocks) {
        long height = chain.header().height();
        Difference difference = State.difference(stored, chain.state(), height, cache);
        Batch batch = new Batch().put(Layout.IDENTITY, Layout.identity(chainId));
        for (Difference.Addition addition : difference.added()) {
            batch.put(Layout.bucket(addition.stub()), addition.content());
            batch.put(Layout.stub(addition.stub()), Layout.value(addition.stub(), Layout.NEVER));
        }
        for (Stub stub : difference.superseded()) {
            batch.put(Layout.stub(stub), Layout.value(stub, height));
            batch.put(Layout.gone(height, stub), new byte[0]);
        }
        blocks.forEach(block -> add(batch, block));
        batch.put(
                Layout.key(Layout.CHECKPOINTS, height),
                Checkpoint.of(chain, point).encode());
        asked(() -> {
            store.write(batch);
            store.flush();
            return batch;
        });
        stored = difference.stored();
    }

    private static void add(Batch batch, BlockIndex block) {
        batch.put(Layout.key(Layout.POSITIONS, block.height()), Layout.u64(block.end()));
        if (block.hasEvents()) {
            batch.put(Layout.key(Layout.EVENTS, block.firstEvent()), Layout.u64(block.height()));
        }
        for (int index = 0; index < block.transactions().size(); index++) {
            batch.put(Layout.receipt(block.transactions().get(index)), Layout.place(block.height(), index));
        }
    }

    /** Removes what is needed by no checkpoint that is still kept when the chain has this height. */
    public void prune(long height) {
        Optional<Checkpoint> oldest = height < REACH + GRACE ? Optional.empty() : newest(height - REACH - GRACE);
        oldest.ifPresent(kept -> {
            prune(Layout.GONE, kept.height() + 1, true);
            prune(Layout.CHECKPOINTS, kept.height(), false);
        });
    }

    private void prune(byte[] kind, long before, boolean buckets) {
        boolean more = true;
        while (more) {
            Batch batch = new Batch();
            int[] rows = {0};
            asked(() -> {
                store.scan(kind, (key, value) -> {
                    if (Layout.number(key) >= before) {
                        return false;
                    }
                    batch.delete(key);
                    if (buckets) {
                        batch.delete(Layout.renamed(Layout.BUCKETS, key));
                        batch.delete(Layout.renamed(Layout.STUBS, key));
                    }
                    return ++rows[0] < PRUNED_AT_ONCE;
                });
                if (!batch.isEmpty()) {
                    store.write(batch);
                }
                return batch;
            });
            more = rows[0] == PRUNED_AT_ONCE;
        }
    }

    /** Where the receipt of a transaction would be, if it is in a checkpoint; by the first half of its id. */
    public @Nullable Place place(Hash transaction) {
        return asked(() -> {
            byte[] place = store.get(Layout.receipt(transaction));
            return place == null
                    ? null
                    : new Place(
                            ByteBuffer.wrap(place).getLong(),
                            ByteBuffer.wrap(place).getInt(Long.BYTES));
        });
    }

    /**
     * The heights of blocks with events by the sequence numbers of their first events: the block that has an event, if one
     * has it, and those that follow.
     *
     * @param most how many to find
     */
    public NavigableMap<Long, Long> events(long sequence, int most) {
        NavigableMap<Long, Long> heights = new TreeMap<>();
        asked(() -> {
            byte[] key = Layout.key(Layout.EVENTS, sequence);
            Row floor = store.floor(Layout.EVENTS, key);
            store.scan(Layout.EVENTS, floor == null ? key : floor.key(), (first, height) -> {
                heights.put(Layout.number(first), ByteBuffer.wrap(height).getLong());
                return heights.size() < most;
            });
            return heights;
        });
        return heights;
    }

    /**
     * Reads all that is stored and compares it with its checksums.
     *
     * @throws StoreException if it is not what was written, or cannot be read now
     */
    public void verify() {
        asked(() -> {
            store.verify();
            return store;
        });
    }

    /** What is remembered of the journal up to a checkpoint. */
    public Earlier earlier(Checkpoint checkpoint) {
        return new Remembered(checkpoint.point(), checkpoint.header().hash());
    }

    /** The same of a chain that was just written. */
    public Earlier earlier(Chain chain, Point point) {
        return new Remembered(point, chain.head());
    }

    private final class Remembered implements Earlier {
        private final Point point;
        private final Hash head;

        private Remembered(Point point, Hash head) {
            this.point = point;
            this.head = head;
        }

        @Override
        public Point point() {
            return point;
        }

        @Override
        public Hash head() {
            return head;
        }

        @Override
        public long end(long height) {
            byte[] end = asked(() -> store.get(Layout.key(Layout.POSITIONS, height)));
            if (end == null || end.length != Long.BYTES) {
                throw new UnusableStoreException(store.name(), "does not know where block " + height + " stands");
            }
            return ByteBuffer.wrap(end).getLong();
        }
    }

    @Override
    public void close() {
        listener = (failure, damaged) -> {};
        store.close();
    }

    private byte @Nullable [] read(Stub stub) {
        byte[] content = store.get(Layout.bucket(stub));
        if (content == null && store.get(Layout.stub(stub)) == null) {
            throw new ExpiredException(stub);
        }
        return content;
    }

    /** Nothing has failed if a state was given up because it is too old. */
    private void alarm(UnreadableStateError failure) {
        Throwable cause = failure.getCause();
        if (!(cause instanceof ExpiredException)) {
            listener.failed(failure, !(cause instanceof StoreException) || cause instanceof DamagedStoreException);
        }
    }

    /** Whoever meets a failure of the store tells of it. */
    private <T> @Nullable T asked(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            listener.failed(e, e instanceof DamagedStoreException);
            throw e;
        }
    }

    private <T> T readable(String what, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (StoreException | UnusableStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnusableStoreException(
                    store.name(), "has " + what + " that cannot be read: " + e.getMessage(), e);
        }
    }
}
