package org.quoin.ledger.api;

/**
 * A version of a capability's rules as the ledger or this node knows it.
 *
 * @param openAgreements those that this version opened and that are not settled
 */
public record Module(ModuleId id, State state, long openAgreements) {

    /** Where a version stands. */
    public enum State {
        /** A bundle delivers it; the chain has never had it active. */
        AVAILABLE,
        /** It executes its capability's operations. */
        ACTIVE,
        /** It was active; agreements that it opened are not settled. */
        DRAINING,
        /** It was active and has nothing left to settle. */
        RETIRED
    }
}
