package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Values;

/** Who acts, as it is told: an account, or an agreement of other rules, whose name is no name of an account. */
final class Caller {
    /** Of a capability and a colon at most 33 bytes, of the agreement 64. */
    private static final int MAX_NAME = 97;

    /** Whichever of the two it is. */
    static final Field<String> NAME = Field.text("account", MAX_NAME);

    static final Field<Optional<String>> ACCOUNT = Field.optional(Terms.ACCOUNT);
    static final Field<Optional<String>> AGREEMENT = Field.optional(Field.text("agreement", MAX_NAME));

    private Caller() {}

    /** What is known, and who acts. */
    static Values in(Execution execution, Values known) {
        String name = execution.caller();
        Optional<String> given = Optional.of(name);
        boolean isAccount = execution.hasAccount(name);
        return known.with(
                NAME.is(name),
                ACCOUNT.is(isAccount ? given : Optional.empty()),
                AGREEMENT.is(isAccount ? Optional.empty() : given));
    }
}
