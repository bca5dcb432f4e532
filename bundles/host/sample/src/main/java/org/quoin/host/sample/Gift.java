package org.quoin.host.sample;

import java.time.Instant;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;

/**
 * An amount that waits for a code word, or did.
 *
 * @param expiry the first block time at which it can be given back, and no longer claimed
 */
public record Gift(Hash id, String from, String to, Amount amount, Instant expiry, State state) {

    /** What has become of it. */
    public enum State {
        /** It waits. */
        WRAPPED,
        /** Who was to have it has it. */
        CLAIMED,
        /** The giver has it again. */
        RETURNED
    }

    /** The same gift later. */
    public Gift as(State now) {
        return new Gift(id, from, to, amount, expiry, now);
    }
}
