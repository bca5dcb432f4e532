package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * What a checkpoint writes: the buckets of a version of the state that the version stored before it does not have. It
 * depends on the contents of both versions alone.
 */
public final class Difference {
    private final List<Addition> added;
    private final List<Stub> superseded;
    private final State stored;

    private Difference(List<Addition> added, List<Stub> superseded, State stored) {
        this.added = List.copyOf(added);
        this.superseded = List.copyOf(superseded);
        this.stored = stored;
    }

    static Difference of(State stored, State newer, long version, BucketCache cache) {
        List<Addition> added = new ArrayList<>();
        List<Stub> superseded = new ArrayList<>();
        State merged = stored.merge(newer, table -> new Merge() {
            private final Bucket.Home home = new Bucket.Home(table, cache);

            @Override
            void superseded(Bucket bucket, Digest hash) {
                superseded.add(bucket.stub(hash));
                cache.forget(bucket);
            }

            @Override
            Node added(Subtree content, Digest hash) {
                Bucket bucket = new Bucket(home, content.first(), content.count(), version);
                added.add(new Addition(bucket.stub(hash), BucketCodec.encode(content)));
                cache.keep(bucket, content);
                return bucket;
            }
        });
        return new Difference(added, superseded, merged);
    }

    /** A bucket to be written. */
    public static final class Addition {
        private final Stub stub;
        private final byte[] content;

        private Addition(Stub stub, byte[] content) {
            this.stub = stub;
            this.content = content;
        }

        public Stub stub() {
            return stub;
        }

        /** What a {@link BucketSource} has to answer for the stub. */
        public byte[] content() {
            return content.clone();
        }
    }

    /** Ascending by table id, then first path. */
    public List<Addition> added() {
        return added;
    }

    /**
     * The buckets of the version stored before that are no longer part of it, ascending by table id, then first path. Other
     * versions still read them: all that were made before, and what follows from these until {@link State#relieved}.
     */
    public List<Stub> superseded() {
        return superseded;
    }

    /** The newer version, with nothing but stubs in memory. It can be read when the additions have been written. */
    public State stored() {
        return stored;
    }
}
