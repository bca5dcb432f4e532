package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Agreements that hold something until they are settled, by rules that say of which version they are. */
public final class PactRules extends Capability {
    private static final Field<String> NAME = Field.text("name", 32);
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<String> OWNER = Field.account("owner");
    private static final Field<String> BY = Field.text("by", 32);
    private static final Schema PACT = Schema.of(OWNER, ASSET, AMOUNT);

    private static final Table<String, Values> PACTS = new Table<>("pacts", NAME, PACT);
    private static final Event MADE = Event.of("made", NAME, BY);
    private static final Event SETTLED = Event.of("settled", NAME, BY);
    private static final Failure UNKNOWN_PACT = Failure.of("UNKNOWN_PACT", "{by} knows no {name}.", NAME, BY);

    public PactRules() {
        super(parts(SETTLED));
    }

    private static Parts parts(Event settled) {
        return new Parts()
                .operations(new Make(), new Settle(settled))
                .events(MADE, settled)
                .failures(UNKNOWN_PACT)
                .tables(PACTS);
    }

    /** Reports less. */
    public static final class Terse extends Capability {
        public Terse() {
            super(parts(Event.of("settled", BY)));
        }
    }

    private static final class Make extends Operation {
        private Make() {
            super("make", 1, Schema.of(NAME, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            String name = input.get(NAME);
            String owner = execution.caller();
            execution.open(name, owner);
            execution.transfer(Party.account(owner), Party.agreement(name), input.get(ASSET), input.get(AMOUNT));
            PACTS.put(
                    execution,
                    name,
                    Values.of(OWNER.is(owner), ASSET.is(input.get(ASSET)), AMOUNT.is(input.get(AMOUNT))));
            execution.emit(MADE, NAME.is(name), BY.is(execution.version()));
        }
    }

    private static final class Settle extends Operation {
        private final Event settled;

        private Settle(Event settled) {
            super("settle", 1, Schema.of(NAME), NAME);
            this.settled = settled;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            String name = input.get(NAME);
            Values known = Values.of(NAME.is(name), BY.is(execution.version()));
            Values pact = PACTS.find(execution, name).orElseThrow(() -> execution.refuse(UNKNOWN_PACT, known));
            Party owner = Party.account(pact.get(OWNER));
            execution.transfer(Party.agreement(name), owner, pact.get(ASSET), pact.get(AMOUNT));
            execution.close(name);
            PACTS.remove(execution, name);
            execution.emit(settled, known);
        }
    }
}
