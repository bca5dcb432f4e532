package org.quoin.ledger.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.node.ModuleArchive;

/** Rules jars in memory; they can be lost. */
public final class MemoryArchive implements ModuleArchive {
    private final Map<Hash, Bytes> jars = new ConcurrentHashMap<>();

    @Override
    public Optional<Bytes> find(Hash sha256) {
        return Optional.ofNullable(jars.get(sha256));
    }

    @Override
    public void keep(Hash sha256, Bytes jar) {
        jars.put(sha256, jar);
    }

    /** Forgets all. */
    public void lose() {
        jars.clear();
    }
}
