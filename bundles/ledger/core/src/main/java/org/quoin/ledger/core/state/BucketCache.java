package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Subtree;
import org.quoin.rules.codec.CodecException;

/**
 * Keeps the content of buckets in memory up to a bound, for all versions of a state together, and reads from the store what
 * it does not have. What was used since its turn came last gets another turn (the CLOCK algorithm). Any number of threads
 * may use it.
 */
public final class BucketCache {
    private final long capacity;
    private final BucketSource source;
    private final Consumer<UnreadableStateError> alarm;
    /** In the order in which their turns come. */
    private final Set<Loaded> turns = new LinkedHashSet<>();

    private long bytes;
    private long loads;

    /** @param bytes the most that loaded buckets take of the heap, estimated; what somebody is just reading is not counted */
    public BucketCache(long bytes, BucketSource source) {
        this(bytes, source, failure -> {});
    }

    /** @param alarm is told, on the thread that meets it, before it is thrown */
    public BucketCache(long bytes, BucketSource source, Consumer<UnreadableStateError> alarm) {
        if (bytes < 0) {
            throw new IllegalArgumentException("A cache has 0 bytes or more, got " + bytes);
        }
        this.capacity = bytes;
        this.source = source;
        this.alarm = alarm;
    }

    /** What the loaded buckets take of the heap, estimated, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many times a bucket was read from the store. */
    public synchronized long loads() {
        return loads;
    }

    Subtree load(Bucket bucket, Digest hash) {
        Stub stub = bucket.stub(hash);
        Subtree content;
        try {
            content = decode(stub, read(stub));
        } catch (UnreadableStateError e) {
            alarm.accept(e);
            throw e;
        }
        synchronized (this) {
            loads++;
        }
        return keep(bucket, content);
    }

    private byte[] read(Stub stub) {
        byte @Nullable [] content;
        try {
            content = source.read(stub);
        } catch (RuntimeException e) {
            throw new UnreadableStateError(stub, "cannot be read", e);
        }
        if (content == null) {
            throw new UnreadableStateError(stub, "is missing", null);
        }
        return content;
    }

    /** Nothing of it is believed: the hash is that of all paths and values, and follows from nothing else. */
    private static Subtree decode(Stub stub, byte[] content) {
        List<Leaf> leaves;
        try {
            leaves = BucketCodec.decode(content, stub.table());
        } catch (CodecException e) {
            throw new UnreadableStateError(stub, "is damaged: " + e.getMessage(), e);
        }
        Grown grown = Grown.of(leaves, new Hasher());
        if (!grown.hash().equals(stub.hash)) {
            throw new UnreadableStateError(stub, "has another hash than is known of it", null);
        }
        if (leaves.size() != stub.count() || !Arrays.equals(leaves.get(0).path, stub.first)) {
            throw new UnreadableStateError(stub, "is damaged: what is known of it is not what it has", null);
        }
        return grown.root();
    }

    /** Remembers the content of a bucket; returns what is remembered, which may be another's equal one. */
    synchronized Subtree keep(Bucket bucket, Subtree content) {
        Loaded present = bucket.loaded;
        if (present != null) {
            return present.use();
        }
        Loaded loaded = new Loaded(bucket, content);
        bucket.loaded = loaded;
        turns.add(loaded);
        bytes += loaded.weight;
        while (bytes > capacity) {
            nextTurn();
        }
        return content;
    }

    /** Makes room: the newest version of the state does not have this bucket any more. Who reads an older one loads it again. */
    synchronized void forget(Bucket bucket) {
        Loaded present = bucket.loaded;
        if (present != null) {
            turns.remove(present);
            drop(present);
        }
    }

    private void drop(Loaded loaded) {
        loaded.bucket.loaded = null;
        bytes -= loaded.weight;
    }

    private void nextTurn() {
        Loaded oldest = turns.iterator().next();
        turns.remove(oldest);
        if (oldest.used) {
            oldest.used = false;
            turns.add(oldest);
        } else {
            drop(oldest);
        }
    }

    /** A bucket's content, which stays what it is when it is dropped. */
    static final class Loaded {
        private final Bucket bucket;
        private final Subtree content;
        private final long weight;

        /** A hint, for which no order between threads is needed. */
        private boolean used;

        private Loaded(Bucket bucket, Subtree content) {
            this.bucket = bucket;
            this.content = content;
            this.weight = Weight.of(content);
        }

        Subtree use() {
            if (!used) {
                used = true;
            }
            return content;
        }
    }
}
