package org.quoin.ledger.core.node;

import java.io.IOException;
import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * The rules jars of all modules that were ever active, by their hash. It is convenience, not truth: the jars are in the journal
 * too, and what is missing or damaged here is restored from there.
 */
public interface ModuleArchive {
    /** The jar with this hash, if it is here unharmed. */
    Optional<Bytes> find(Hash sha256) throws IOException;

    /** Returns when the jar is durable. */
    void keep(Hash sha256, Bytes jar) throws IOException;
}
