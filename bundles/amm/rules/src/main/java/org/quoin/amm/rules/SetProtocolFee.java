package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Names the account that gets the protocol's part of what pools earn from their next deposit or withdrawal on, or nobody. */
final class SetProtocolFee extends Operation {
    SetProtocolFee() {
        super("protocol-fee", 1, Schema.of(Terms.RECIPIENT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        execution.require(isOperator(execution), Failures.NOT_AN_OPERATOR, Caller.in(execution, Values.of()));
        Optional<String> account = input.get(Terms.RECIPIENT);
        if (account.isPresent()) {
            execution.require(
                    execution.hasAccount(account.get()),
                    Failures.NO_SUCH_ACCOUNT,
                    Values.of(Terms.ACCOUNT.is(account.get())));
        }

        ProtocolPart.setRecipient(execution, account);
        execution.emit(Reports.PROTOCOL_SET, Terms.RECIPIENT.is(account));
    }

    private static boolean isOperator(Execution execution) {
        for (String operator : execution.operators()) {
            if (operator.equals(execution.caller())) {
                return true;
            }
        }
        return false;
    }
}
