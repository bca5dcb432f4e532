package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Issues assets to whoever asks, and takes them back. */
public final class MintRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Long> DECIMALS = Field.number("decimals", 100);
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<String> HOLDER = Field.text("holder", 32);
    private static final String PURSE = "purse";

    public MintRules() {
        super(new Parts().operations(new Issue(), new Mint(), new Burn()));
    }

    /** Creates an asset, and a purse if there is none. */
    private static final class Issue extends Operation {
        private Issue() {
            super("issue", 1, Schema.of(ASSET, DECIMALS));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.create(input.get(ASSET), Math.toIntExact(input.get(DECIMALS)));
            if (input.get(DECIMALS) == 0) {
                execution.open(PURSE, "");
            }
        }
    }

    private static final class Mint extends Operation {
        private Mint() {
            super("mint", 1, Schema.of(HOLDER, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.mint(new Party(input.get(HOLDER)), input.get(ASSET), input.get(AMOUNT));
        }
    }

    private static final class Burn extends Operation {
        private Burn() {
            super("burn", 1, Schema.of(HOLDER, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.burn(new Party(input.get(HOLDER)), input.get(ASSET), input.get(AMOUNT));
        }
    }
}
