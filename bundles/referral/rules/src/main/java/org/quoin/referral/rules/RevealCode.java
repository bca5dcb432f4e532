package org.quoin.referral.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Registers the code that the caller committed to before. */
final class RevealCode extends Operation {
    RevealCode() {
        super("code-reveal", 1, Schema.of(Terms.CODE, Terms.SALT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String code = input.get(Terms.CODE);
        Values known = input.with(Terms.ACCOUNT.is(execution.caller()), Terms.SINCE.is(execution.time()));

        execution.require(Terms.isName(code), Failures.INVALID_CODE, known);
        execution.require(Codes.isCommitted(execution, code, input.get(Terms.SALT)), Failures.NOT_COMMITTED, known);
        execution.require(Codes.BY_CODE.find(execution, code).isEmpty(), Failures.CODE_TAKEN, known);
        int codes = Codes.of(execution, execution.caller()).size();
        execution.require(codes < Terms.MAX_CODES, Failures.TOO_MANY_CODES, known);

        Codes.register(execution, known.only(Codes.REGISTERED));
        execution.emit(Reports.CODE_REGISTERED, known);
    }
}
