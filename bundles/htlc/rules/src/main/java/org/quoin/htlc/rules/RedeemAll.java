package org.quoin.htlc.rules;

import java.util.List;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * Redeems several contracts or none: with one preimage for all of them, or with one for each. They must be of these rules, since
 * those of others are settled by those.
 */
final class RedeemAll extends Operation {
    RedeemAll() {
        super("redeem-all", 1, Schema.of(Terms.IDS, Terms.PREIMAGES));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        List<Bytes> ids = input.get(Terms.IDS);
        List<Bytes> preimages = input.get(Terms.PREIMAGES);
        long contracts = ids.size();
        long given = preimages.size();
        execution.require(
                contracts > 0 && (given == 1 || given == contracts),
                Failures.PREIMAGES_DO_NOT_MATCH,
                Values.of(Failures.CONTRACTS.is(contracts), Failures.GIVEN.is(given)));

        for (int i = 0; i < ids.size(); i++) {
            Values contract = Contracts.findOpen(execution, ids.get(i));
            execution.require(
                    contract.get(Terms.RULES_VERSION).equals(execution.version()), Failures.OTHER_RULES, contract);
            Settlement.redeem(execution, contract, preimages.get(given == 1 ? 0 : i));
        }
    }
}
