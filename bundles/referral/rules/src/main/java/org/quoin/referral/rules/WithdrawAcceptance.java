package org.quoin.referral.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Ends the caller's link before it is firm. */
final class WithdrawAcceptance extends Operation {
    WithdrawAcceptance() {
        super("withdraw-acceptance", 1, Schema.of());
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String referee = execution.caller();
        Values link = Links.find(execution, referee)
                .orElseThrow(() -> execution.refuse(Failures.NOT_REFERRED, Terms.REFEREE.is(referee)));
        execution.require(!Links.isFirm(link, execution.time()), Failures.ALREADY_REFERRED, link);

        Links.remove(execution, link);
        execution.emit(Reports.ACCEPTANCE_WITHDRAWN, link);
    }
}
