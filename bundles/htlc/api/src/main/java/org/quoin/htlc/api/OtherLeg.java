package org.quoin.htlc.api;

import java.time.Instant;
import org.quoin.ledger.api.Hash;

/** The leg of a swap that pays whoever locks the one in question. */
public sealed interface OtherLeg {
    /** A contract on this ledger, of which the rules know all terms. */
    record Here(Hash id) implements OtherLeg {}

    /**
     * A contract on another ledger, of which they know what they are told.
     *
     * @param expiry by the clock of that ledger
     */
    record Elsewhere(Instant expiry) implements OtherLeg {}
}
