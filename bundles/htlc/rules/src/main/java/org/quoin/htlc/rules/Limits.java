package org.quoin.htlc.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Values;

/** What terms a contract can have, whoever makes it and however. */
final class Limits {
    /** Of one funder for one beneficiary, open at the same time: as {@code max_accepted_htlcs} of BOLT-2 allows at most. */
    static final int MAX_OPEN = 483;

    /** In milliseconds: five years of 365 days. */
    static final long MAX_SPAN = 5L * 365 * 24 * 60 * 60 * 1_000;

    private Limits() {}

    /**
     * Refuses what cannot be made.
     *
     * @param known the terms with funder and beneficiary, and the block's time
     */
    static void check(Execution execution, Values known) {
        long latest = execution.time() + MAX_SPAN;
        long expiry = known.get(Terms.EXPIRY);

        execution.require(known.get(Terms.PREIMAGE_LENGTH) >= 1, Failures.PREIMAGE_LENGTH_OUT_OF_RANGE, known);
        execution.require(execution.time() < expiry, Failures.EXPIRY_PASSED, known);
        execution.require(expiry <= latest, Failures.EXPIRY_TOO_FAR, known.with(Failures.LATEST.is(latest)));
        boolean used = Index.isUsed(
                execution, known.get(Terms.FUNDER), known.get(Terms.BENEFICIARY), known.get(Terms.SECRET_HASH));
        execution.require(!used, Failures.HASH_REUSED, known);
    }
}
