package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store as plain as can be: the rows that differences wrote, by table, first path and version. */
final class MapStore implements BucketSource {
    /** All rows, superseded ones too. */
    final NavigableMap<String, byte[]> contents = new ConcurrentSkipListMap<>();

    /** Of the version stored last. */
    final NavigableMap<String, Stub> stubs = new TreeMap<>();

    private final List<String> superseded = new ArrayList<>();

    @Override
    public byte @Nullable [] read(Stub stub) {
        byte[] content = contents.get(row(stub));
        return content == null ? null : content.clone();
    }

    /** @return the version that is stored now */
    State write(Difference difference) {
        for (Stub stub : difference.superseded()) {
            if (!stub.equals(stubs.remove(place(stub)))) {
                throw new AssertionError(stub + " was not stored");
            }
            superseded.add(row(stub));
        }
        for (Difference.Addition addition : difference.added()) {
            Stub stub = addition.stub();
            if (stubs.put(place(stub), stub) != null) {
                throw new AssertionError(stub + " stands where another is");
            }
            if (contents.put(row(stub), addition.content()) != null) {
                throw new AssertionError(stub + " is not the first of its version");
            }
        }
        return difference.stored();
    }

    /** Forgets what no version but the last needs. */
    void prune() {
        superseded.forEach(contents::remove);
        superseded.clear();
    }

    State restore(long cacheBytes) {
        return State.restore(stubs.values(), new BucketCache(cacheBytes, this));
    }

    static String row(Stub stub) {
        return place(stub) + " " + stub.version();
    }

    private static String place(Stub stub) {
        return stub.table().id() + " " + HexFormat.of().formatHex(stub.first());
    }
}
