package org.quoin.ledger.core.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The node's clock in whole milliseconds; on a development chain it can be moved forward. */
final class LedgerClock {
    private final InstantSource source;
    private volatile Duration ahead = Duration.ZERO;

    LedgerClock(InstantSource source) {
        this.source = source;
    }

    Instant now() {
        return source.instant().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    }

    synchronized void advance(Duration duration) {
        ahead = ahead.plus(duration);
    }

    /** Goes on from a time that the chain has reached, if the source is behind it. */
    synchronized void continueFrom(Instant time) {
        if (now().isBefore(time)) {
            advance(Duration.between(now(), time));
        }
    }
}
