package org.quoin.fees.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Values;

/** Sponsors deal in the asset that fees are paid in, and in no other. */
final class NativeAsset {
    private NativeAsset() {}

    /** What is known with the caller as the sponsor, if the asset is the native one and the amount is more than nothing. */
    static Values require(Execution execution, Values input) {
        Values known = requireOnly(execution, input);
        execution.require(!input.get(SponsorTerms.AMOUNT).isZero(), Failures.ZERO_AMOUNT, known);
        return known;
    }

    /** The same of what has no amount of its own. */
    static Values requireOnly(Execution execution, Values input) {
        String asset = execution.nativeAsset();
        Values known = input.with(SponsorTerms.SPONSOR.is(execution.caller()), Failures.NATIVE.is(asset));
        execution.require(input.get(Terms.ASSET).equals(asset), Failures.NOT_NATIVE, known);
        return known;
    }
}
