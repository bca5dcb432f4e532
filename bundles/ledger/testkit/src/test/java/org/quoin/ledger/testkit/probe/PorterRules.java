package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Spend;
import org.quoin.rules.Values;

/** Has the vault take one unit of the caller's, and says nothing itself. */
public final class PorterRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final ForeignOperation TAKE = new ForeignOperation(
            "vault", "take", 1, Schema.of(ASSET, AMOUNT), Schema.of(Field.number("count", Long.MAX_VALUE)));

    public PorterRules() {
        super(new Parts().operations(new Carry(1)));
    }

    /** Has it take two. */
    public static final class Twice extends Capability {
        public Twice() {
            super(new Parts().operations(new Carry(2)));
        }
    }

    private static final class Carry extends Operation {
        private final long units;

        private Carry(long units) {
            super("carry", 1, Schema.of());
            this.units = units;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Amount amount = Amount.of(units);
            Values unused = execution.call(
                    Party.account(execution.caller()),
                    TAKE,
                    Values.of(ASSET.is("QUO"), AMOUNT.is(amount)),
                    new Spend("QUO", amount));
        }
    }
}
