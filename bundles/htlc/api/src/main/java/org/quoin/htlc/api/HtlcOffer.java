package org.quoin.htlc.api;

import java.time.Instant;
import java.util.Optional;
import org.quoin.ledger.api.Hash;

/**
 * An offer as the ledger has it.
 *
 * @param terms with which it was made: who deposited what for which contract
 * @param rulesVersion of the rules that made it
 * @param contract that fills it, once there is one
 */
public record HtlcOffer(Hash id, OfferHtlc terms, State state, String rulesVersion, Optional<Hash> contract) {

    /** What has become of it. */
    public enum State {
        /** It holds the premium and waits for its contract until the deadline. */
        OPEN,
        /** It holds the premium and waits for the end of its contract. */
        FILLED,
        /** The funder of the contract has the premium. */
        PAID,
        /** The holder has it back. */
        WITHDRAWN
    }

    /** Until when it can be filled. */
    public Instant deadline() {
        return terms.deadline();
    }
}
