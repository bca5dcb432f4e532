package org.quoin.ledger.api;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps a chain busy with transfers between accounts of the wallet, to see whom something else disturbs; offered only where
 * genesis says that the chain is for development.
 */
@ProviderType
public interface LoadGenerator {
    /** A load that nobody stops ends after so many transactions. */
    int MAX_TRANSACTIONS = 100_000;

    int MAX_CLIENTS = 64;

    int MAX_RATE = 10_000;

    /**
     * Starts clients that pay each other in a circle, each from an account of its own, so that none runs out. A load that runs ends
     * first, and its figures are forgotten.
     *
     * @param clients 2 to {@value #MAX_CLIENTS}
     * @param rate of all of them together, in transactions a second, 1 to {@value #MAX_RATE}; slower if the ledger is
     * @throws IllegalArgumentException if there are not so many accounts that can pay; the message says how many there are
     */
    void start(int clients, int rate);

    /**
     * Returns after a while, of which it remembers how long answers took: what comes later can be compared with it.
     *
     * @return empty if no load runs
     */
    Optional<LoadFigures> quiet(Duration duration) throws InterruptedException;

    /** What became of the load so far; empty if none was started. */
    Optional<LoadFigures> figures();

    /**
     * Waits until what is under way has its answers, and submits nothing more.
     *
     * @return of all of it; empty if none was started
     */
    Optional<LoadFigures> stop();
}
