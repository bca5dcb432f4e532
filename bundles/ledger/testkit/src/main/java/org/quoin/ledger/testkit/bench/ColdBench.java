package org.quoin.ledger.testkit.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.BucketCache;
import org.quoin.ledger.core.state.BucketSource;
import org.quoin.ledger.core.state.Difference;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Stub;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.store.Batch;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.RocksStore;

/**
 * A table ten times as large as the cache: entries at random, each as likely as any other, are read and replaced, a thousand
 * in a batch; what has changed is stored whenever it takes a quarter of the cache, as a node does it. The baseline is the
 * same, in turns, with all entries in memory. {@code -Dentries=}, of which there are 2,000,000 otherwise, {@code -Dseconds=},
 * 60 otherwise, of both together.
 */
public final class ColdBench implements Benchmark {
    private static final Table TABLE = Table.ordered("bench.balances", 12);
    private static final int BATCH = 1_000;
    private static final int BATCHES_IN_TURN = 40;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public Figures run(Path directory) {
        int entries = Integer.getInteger("entries", 2_000_000);
        long nanos = Duration.ofSeconds(Integer.getInteger("seconds", 60)).toNanos();
        State filled = fill(entries);
        long size = filled.unstored();
        try (KeyValueStore warmStore = RocksStore.open(directory.resolve("resident"));
                KeyValueStore coldStore = RocksStore.open(directory.resolve("cold"))) {
            Side resident = new Side(warmStore, filled, 2 * size, size / 40);
            Side cold = new Side(coldStore, filled, size / 10, size / 40);
            resident.turn(entries);
            cold.turn(entries);
            resident.restart();
            cold.restart();
            while (resident.nanos + cold.nanos < nanos) {
                resident.turn(entries);
                cold.turn(entries);
            }
            System.out.printf(
                    "%.1f of 100 reads found their bucket in memory%n",
                    100 - 100.0 * (cold.cache.loads() - cold.loadsBefore) / cold.updates);
            return new Figures(cold.rate(), "entries read and replaced/s", resident.rate());
        }
    }

    private static State fill(int entries) {
        SplittableRandom random = new SplittableRandom(1);
        State state = State.empty();
        for (int from = 0; from < entries; from += 10 * BATCH) {
            List<Write> writes = new ArrayList<>();
            for (int i = from; i < Math.min(entries, from + 10 * BATCH); i++) {
                writes.add(Write.put(TABLE, key(i), value(random)));
            }
            state = state.with(WriteSet.of(writes));
        }
        return state;
    }

    private static byte[] key(long account) {
        return ByteBuffer.allocate(12).putLong(account).array();
    }

    private static byte[] value(SplittableRandom random) {
        return ByteBuffer.allocate(16).putLong(8, random.nextLong()).array();
    }

    /** A state in a store, and what was done with it so far. */
    private static final class Side {
        private final SplittableRandom random = new SplittableRandom(2);
        private final Buckets buckets;
        private final BucketCache cache;
        private final long due;
        private State stored;
        private State state;
        private long version;
        private long nanos;
        private long updates;
        private long loadsBefore;

        private Side(KeyValueStore store, State filled, long cacheSize, long due) {
            buckets = new Buckets(store);
            cache = new BucketCache(cacheSize, buckets);
            this.due = due;
            stored = State.empty();
            state = filled;
            store();
        }

        private void restart() {
            nanos = 0;
            updates = 0;
            loadsBefore = cache.loads();
        }

        private double rate() {
            return updates * 1e9 / nanos;
        }

        private void turn(int entries) {
            List<Collection<Integer>> batches = new ArrayList<>();
            for (int i = 0; i < BATCHES_IN_TURN; i++) {
                Collection<Integer> batch = new TreeSet<>();
                while (batch.size() < BATCH) {
                    batch.add(random.nextInt(entries));
                }
                batches.add(batch);
            }
            long start = System.nanoTime();
            batches.forEach(this::update);
            nanos += System.nanoTime() - start;
            updates += (long) BATCHES_IN_TURN * BATCH;
        }

        private void update(Collection<Integer> accounts) {
            List<Write> writes = new ArrayList<>(BATCH);
            for (int account : accounts) {
                byte[] key = key(account);
                byte[] value = Objects.requireNonNull(state.get(TABLE, key));
                value[15]++;
                writes.add(Write.put(TABLE, key, value));
            }
            state = state.with(WriteSet.of(writes));
            if (state.unstored() >= due) {
                store();
            }
        }

        private void store() {
            Difference difference = State.difference(stored, state, ++version, cache);
            buckets.write(difference);
            stored = difference.stored();
            state = state.relieved(stored);
        }
    }

    /** The rows of a state, without those of stubs: nobody starts from them. */
    private record Buckets(KeyValueStore store) implements BucketSource {
        @Override
        public byte @Nullable [] read(Stub stub) {
            return store.get(row(stub));
        }

        void write(Difference difference) {
            Batch batch = new Batch();
            difference.added().forEach(added -> batch.put(row(added.stub()), added.content()));
            difference.superseded().forEach(stub -> batch.delete(row(stub)));
            store.write(batch);
            store.flush();
        }

        private static byte[] row(Stub stub) {
            byte[] id = stub.table().id().getBytes(StandardCharsets.US_ASCII);
            byte[] first = stub.first();
            return ByteBuffer.allocate(id.length + first.length + Long.BYTES)
                    .put(id)
                    .put(first)
                    .putLong(stub.version())
                    .array();
        }
    }
}
