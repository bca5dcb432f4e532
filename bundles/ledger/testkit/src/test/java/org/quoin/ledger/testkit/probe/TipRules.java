package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Gives bob something of the caller's, and says nothing about it. */
public final class TipRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);

    public TipRules() {
        super(new Parts().operations(new Tip("bob")));
    }

    /** Gives it to the operator. */
    public static final class Elsewhere extends Capability {
        public Elsewhere() {
            super(new Parts().operations(new Tip("alice")));
        }
    }

    private static final class Tip extends Operation {
        private final String payee;

        private Tip(String payee) {
            super("tip", 1, Schema.of(ASSET, AMOUNT));
            this.payee = payee;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.transfer(
                    Party.account(execution.caller()), Party.account(payee), input.get(ASSET), input.get(AMOUNT));
        }
    }
}
