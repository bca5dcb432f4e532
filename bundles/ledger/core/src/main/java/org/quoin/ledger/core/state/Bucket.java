package org.quoin.ledger.core.state;

import org.jspecify.annotations.Nullable;

/**
 * A bucket that is in the store: a largest subtree of at most {@value #MOST} leaves. So which buckets a trie has follows
 * from its content alone. In memory it is what a {@link Stub} says, but for the hash, which its parent has, and while the
 * cache keeps it also its content.
 */
final class Bucket extends Node {
    /** The most leaves in a bucket. */
    static final int MOST = 64;

    /** What a bucket is asked of. */
    record Home(Table table, BucketCache cache) {}

    private final Home home;
    private final byte[] first;

    /** The version, and in the last 7 bits the count: there are millions of these. */
    private final long versionAndCount;

    /** Set and cleared by the cache, at any time; what was read from it stays valid. */
    volatile BucketCache.@Nullable Loaded loaded;

    Bucket(Home home, byte[] first, int count, long version) {
        this.home = home;
        this.first = first;
        this.versionAndCount = version << 7 | count;
    }

    /**
     * Its content, from the store if it is not in memory.
     *
     * @param hash that its parent has
     * @throws UnreadableStateError if the store does not have it
     */
    Subtree open(Digest hash) {
        BucketCache.Loaded present = loaded;
        return present == null ? home.cache().load(this, hash) : present.use();
    }

    /** Its content if it is in memory. */
    @Nullable
    Subtree present() {
        BucketCache.Loaded present = loaded;
        return present == null ? null : present.use();
    }

    Stub stub(Digest hash) {
        return new Stub(home.table(), first, count(), hash, versionAndCount >>> 7);
    }

    @Override
    byte[] first() {
        return first;
    }

    @Override
    int count() {
        return (int) versionAndCount & 0x7f;
    }
}
