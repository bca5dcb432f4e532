package org.quoin.ledger.api;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** That events are delivered to a listener; see {@link Ledger#subscribe}. */
@ProviderType
public interface Subscription extends AutoCloseable {
    /**
     * Delivers no more. Does not wait for a listener that is being called: its thread is interrupted, and {@link #ended} says when
     * it has returned.
     */
    @Override
    void close();

    /**
     * Completes when nothing more will be delivered and the listener has returned: normally after {@link #close}, else with what
     * the listener threw, or with why the ledger can tell no more.
     */
    CompletableFuture<Void> ended();
}
