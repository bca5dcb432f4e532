package org.quoin.ledger.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.description.Values;

/** Who has deployed and activated what on a node, as its audit log has it. */
@ProviderType
public interface Audit {
    /**
     * The newest entries, the newest last.
     *
     * @param count at most so many, from 1 on
     * @throws IOException if the log cannot be read
     */
    List<Entry> newest(int count) throws IOException;

    /**
     * What somebody did.
     *
     * @param user of the console, an account of the ledger, or {@code node} for what the node does by itself
     * @param action such as {@code bundle-installed} or {@code ledger.module-activated}
     * @param details texts, numbers, and lists of texts
     */
    record Entry(Instant time, String user, String action, Values details) {}
}
