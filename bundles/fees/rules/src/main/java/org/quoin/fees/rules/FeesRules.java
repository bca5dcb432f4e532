package org.quoin.fees.rules;

import org.quoin.rules.Capability;

/**
 * Fees that follow demand. Each resource that a transaction uses — execution, data, growth of the state — has a price and a target of its
 * own, and moves by the rule of EIP-1559; one limit of the transaction bounds them all, as EIP-7999 has it. What layer 2 publishes is
 * priced by the rule of EIP-4844. Sponsors pay for others out of a deposit, or out of an allowance that regenerates with their stake.
 */
public final class FeesRules extends Capability {
    public FeesRules() {
        super(new Parts()
                .feePolicy(new Pricing())
                .operations(
                        new SetPolicy(),
                        new SponsorFund(),
                        new SponsorStake(),
                        new SponsorUnstake(),
                        new SponsorWithdraw(),
                        new SponsorLimits())
                .queries(new PricesQuery(), new PolicyQuery(), new SponsorQuery())
                .pagedQueries(new HistoryQuery(), new SponsorsQuery())
                .events(
                        Reports.PRICES_CHANGED,
                        Reports.POLICY_APPROVED,
                        Reports.POLICY_CHANGED,
                        Reports.SPONSOR_FUNDED,
                        Reports.SPONSOR_STAKED,
                        Reports.SPONSOR_UNSTAKED,
                        Reports.SPONSOR_WITHDRAWN,
                        Reports.SPONSOR_LIMITED)
                .failures(
                        Failures.NOT_AN_OPERATOR,
                        Failures.NOT_NATIVE,
                        Failures.MINIMUM_OUT_OF_RANGE,
                        Failures.LIMIT_OUT_OF_RANGE,
                        Failures.PERIOD_OUT_OF_RANGE,
                        Failures.POLICY_UNCHANGED,
                        Failures.NOT_A_SPONSOR,
                        Failures.ZERO_AMOUNT,
                        Failures.STAKE_TOO_SMALL,
                        Failures.TOO_LITTLE_UNSTAKED,
                        Failures.STILL_WAITING,
                        Failures.DEPOSIT_TOO_SMALL,
                        Failures.INVALID_CALL,
                        Failures.OPERATION_NOT_SPONSORED,
                        Failures.OVER_PER_TRANSACTION,
                        Failures.OVER_PER_USER,
                        Failures.OVER_PER_DAY,
                        Failures.SPONSOR_CANNOT_PAY)
                .tables(
                        Policies.CURRENT_ONE,
                        Policies.APPROVALS,
                        Markets.CURRENT_ONE,
                        Markets.ENDED,
                        Sponsors.BY_NAME,
                        Sponsors.VISITS));
    }
}
