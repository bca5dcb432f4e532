package org.quoin.referral.rules;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays an account what is vested, whole periods in one transfer, whoever asks for it. */
final class Payout extends Operation {
    Payout() {
        super("payout", 1, Schema.of(Terms.ACCOUNT, Terms.ASSET));
    }

    @Override
    protected void apply(Execution execution, Values names) {
        List<Values> rows = Earnings.vested(execution, names);
        execution.require(!rows.isEmpty(), Failures.NOTHING_VESTED, names);

        Amount due = Amount.ZERO;
        for (Values row : rows) {
            due = due.plus(Earnings.due(row));
        }
        String asset = names.get(Terms.ASSET);
        Values funds = Funds.find(execution, asset);
        Earnings.pay(execution, names, rows);
        // Of periods in which all was clawed back there is nothing, and those after them are to be reached all the
        // same.
        if (!due.isZero()) {
            Funds.put(
                    execution,
                    funds.with(Funds.RESERVED.is(funds.get(Funds.RESERVED).minus(due))));
            Funds.pay(execution, names.get(Terms.ACCOUNT), asset, due);
        }
        long periods = rows.size();
        execution.emit(Reports.PAID_OUT, names.with(Terms.AMOUNT.is(due), Terms.PERIODS.is(periods)));
    }
}
