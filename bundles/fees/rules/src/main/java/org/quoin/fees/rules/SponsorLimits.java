package org.quoin.fees.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Says what others may cost the caller, who is a sponsor: before, they may cost him nothing. */
final class SponsorLimits extends Operation {
    SponsorLimits() {
        super(
                "sponsor-limits",
                1,
                Schema.of(
                        Terms.ASSET,
                        SponsorTerms.PER_TRANSACTION,
                        SponsorTerms.PER_USER,
                        SponsorTerms.PER_DAY,
                        SponsorTerms.ALLOWED));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Sponsor sponsor = Sponsors.find(execution, execution.caller());
        Values known = NativeAsset.requireOnly(execution, input);
        for (String call : input.get(SponsorTerms.ALLOWED)) {
            execution.require(isCall(call), Failures.INVALID_CALL, known.with(Failures.CALL.is(call)));
        }

        Sponsors.put(
                execution,
                execution.caller(),
                sponsor.withLimits(new Sponsor.Limits(
                        input.get(SponsorTerms.PER_TRANSACTION),
                        input.get(SponsorTerms.PER_USER),
                        input.get(SponsorTerms.PER_DAY),
                        input.get(SponsorTerms.ALLOWED))));
        execution.emit(Reports.SPONSOR_LIMITED, known);
    }

    /** A name, or two with a slash between them, of {@code a–z 0–9 -}. */
    private static boolean isCall(String call) {
        int slash = -1;
        for (int i = 0; i < call.length(); i++) {
            char c = call.charAt(i);
            if (c == '/' && slash < 0 && i > 0 && i < call.length() - 1) {
                slash = i;
            } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return !call.isEmpty();
    }
}
