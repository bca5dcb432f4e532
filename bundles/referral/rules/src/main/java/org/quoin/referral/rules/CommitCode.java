package org.quoin.referral.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Says that the caller has chosen a code, and not which. A later commitment takes the place of one before. */
final class CommitCode extends Operation {
    CommitCode() {
        super("code-commit", 1, Schema.of(Terms.COMMITMENT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Codes.commit(execution, input.get(Terms.COMMITMENT));
    }
}
