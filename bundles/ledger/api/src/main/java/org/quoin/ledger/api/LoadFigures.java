package org.quoin.ledger.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a load.
 *
 * @param transactions applied ones, of which the clients have the receipts
 * @param failed transactions that were refused or rejected, or have no known outcome. A ledger that is overloaded is asked again
 * @param lost how many of {@code transactions} the ledger has no receipt for now
 * @param activations how often rules became active since the load was started
 * @param p99Quiet within which 99 of 100 receipts came in the quiet phase, from when the transaction was due; empty without one
 * @param p99 the same since the quiet phase; since the start if there was none
 */
public record LoadFigures(
        long transactions,
        long failed,
        long lost,
        long activations,
        Optional<Duration> p99Quiet,
        Optional<Duration> p99) {}
