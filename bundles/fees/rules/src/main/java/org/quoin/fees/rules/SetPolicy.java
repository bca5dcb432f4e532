package org.quoin.fees.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * Approves a policy; it holds once more than half of the operators approve the same. Limits then walk to what they are to be, unless
 * every operator approves that they change at once.
 */
final class SetPolicy extends Operation {
    static final Schema INPUT = Schema.of(
            Terms.ASSET,
            Terms.TIPS_TO,
            Terms.TREASURY,
            Terms.SHARE,
            Terms.MIN_EXECUTION_PRICE,
            Terms.MIN_DATA_PRICE,
            Terms.MIN_GROWTH_PRICE,
            Terms.MIN_LAYER_2_PRICE,
            Terms.EXECUTION_LIMIT,
            Terms.DATA_LIMIT,
            Terms.GROWTH_LIMIT,
            Terms.LAYER_2_LIMIT,
            Terms.PERIOD,
            Terms.LAYER_2,
            Terms.STAKE_RATE,
            Terms.IMMEDIATE);

    SetPolicy() {
        super("set-policy", 1, INPUT);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String operator = execution.caller();
        Policy current = Policies.current(execution);
        Policy proposed = Terms.policy(input).withRevision(current.revision());
        boolean immediate = input.get(Terms.IMMEDIATE);
        Values known = input.with(
                Terms.OPERATOR.is(operator),
                Terms.REVISION.is(current.revision()),
                Failures.NATIVE.is(execution.nativeAsset()));
        check(execution, known, current, proposed, immediate);

        Bytes proposal = execution.sha256(Bytes.of(INPUT.encode(input)));
        Policies.approve(execution, operator, current.revision(), proposal);
        long approvals = Policies.approvals(execution, current.revision(), proposal);
        long operators = execution.operators().size();
        execution.emit(
                Reports.POLICY_APPROVED, known.with(Terms.APPROVALS.is(approvals), Terms.OPERATORS.is(operators)));
        if (approvals > operators / 2) {
            change(execution, known, proposed, proposal, immediate && approvals == operators);
        }
    }

    private static void check(Execution execution, Values known, Policy current, Policy proposed, boolean immediate) {
        Quantities least = proposed.minimums();
        Quantities limits = proposed.limits();
        execution.require(isOperator(execution, known.get(Terms.OPERATOR)), Failures.NOT_AN_OPERATOR, known);
        execution.require(known.get(Terms.ASSET).equals(known.get(Failures.NATIVE)), Failures.NOT_NATIVE, known);
        execution.require(
                isPrice(least.execution())
                        && isPrice(least.data())
                        && isPrice(least.growth())
                        && isPrice(least.layer2()),
                Failures.MINIMUM_OUT_OF_RANGE,
                known);
        execution.require(
                isLimit(limits.execution())
                        && isLimit(limits.data())
                        && isLimit(limits.growth())
                        && isLimit(limits.layer2()),
                Failures.LIMIT_OUT_OF_RANGE,
                known);
        execution.require(
                proposed.period() >= Policy.MIN_PERIOD && proposed.period() <= Policy.MAX_PERIOD,
                Failures.PERIOD_OUT_OF_RANGE,
                known);
        execution.require(immediate || !proposed.equals(current), Failures.POLICY_UNCHANGED, known);
    }

    private static void change(Execution execution, Values known, Policy proposed, Bytes proposal, boolean atOnce) {
        long before = proposed.revision();
        long now = before + 1;
        Policies.put(execution, proposed.withRevision(now));
        if (known.get(Terms.IMMEDIATE) && !atOnce) {
            Policies.carry(execution, before, now, proposal);
        }
        Optional<Market> market = Markets.find(execution);
        if (atOnce && market.isPresent()) {
            Markets.put(execution, market.get().withLimits(proposed.limits()));
        }
        execution.emit(Reports.POLICY_CHANGED, known.with(Terms.REVISION.is(now), Terms.IMMEDIATE.is(atOnce)));
    }

    private static boolean isOperator(Execution execution, String account) {
        for (String operator : execution.operators()) {
            if (operator.equals(account)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPrice(long price) {
        return price >= Policy.MIN_PRICE && price <= BaseFee.CEILING;
    }

    private static boolean isLimit(long limit) {
        return limit >= LimitBound.MIN && limit % BaseFee.ELASTICITY == 0;
    }
}
