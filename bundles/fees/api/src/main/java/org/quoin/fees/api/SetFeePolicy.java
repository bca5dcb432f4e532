package org.quoin.fees.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Approves a policy, signed by an operator: it holds once more than half of them approve the same.
 *
 * @param policy whose revision does not matter
 * @param immediate whether limits are to change at once, which takes the approval of all operators
 */
public record SetFeePolicy(FeePolicy policy, boolean immediate) implements OperationRecord {
    @Override
    public String capability() {
        return "fees";
    }

    @Override
    public String operation() {
        return "set-policy";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", policy.minimums().execution().asset().symbol())
                .and("tipsTo", policy.tipsTo())
                .and("treasury", policy.treasury())
                .and("share", (long) policy.share())
                .and("minExecutionPrice", policy.minimums().execution().units())
                .and("minDataPrice", policy.minimums().data().units())
                .and("minGrowthPrice", policy.minimums().growth().units())
                .and("minLayer2Price", policy.minimums().layer2().units())
                .and("executionLimit", policy.limits().execution())
                .and("dataLimit", policy.limits().data())
                .and("growthLimit", policy.limits().growth())
                .and("layer2Limit", policy.limits().layer2())
                .and("period", policy.period())
                .and("layer2", policy.layer2())
                .and("stakeRate", (long) policy.stakeRate())
                .and("immediate", immediate);
    }
}
