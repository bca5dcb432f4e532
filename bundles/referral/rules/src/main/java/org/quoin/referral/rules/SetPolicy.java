package org.quoin.referral.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Values;

/** Operators say how much is given back of fees in an asset, from now on. */
final class SetPolicy extends Operation {
    SetPolicy() {
        super("policy", 1, Policy.POLICY);
    }

    @Override
    protected void apply(Execution execution, Values policy) {
        Values known = policy.with(Terms.BY.is(execution.caller()));
        boolean operator = false;
        for (String name : execution.operators()) {
            operator |= name.equals(execution.caller());
        }
        execution.require(operator, Failures.NOT_OPERATOR, known);
        execution.require(Policy.isOrdered(policy), Failures.TIERS_DO_NOT_RISE, known);
        long total = Policy.total(policy);
        execution.require(total <= Terms.MAX_TOTAL, Failures.SHARES_TOO_HIGH, known.with(Failures.TOTAL.is(total)));

        Policy.set(execution, policy);
        execution.emit(Reports.POLICY_SET, known);
    }
}
