package org.quoin.ledger.testkit.probe;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.ForeignQuery;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Spend;
import org.quoin.rules.Values;

/** Calls the vault for others. */
public final class ClerkRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Long> COUNT = Field.number("count", Long.MAX_VALUE);
    private static final Field<Amount> LIMIT = Field.amount("limit", ASSET);
    private static final Field<String> WHAT = Field.text("what", 16);
    private static final Field<Boolean> FOR_ITSELF = Field.flag("forItself");
    private static final Field<String> OUTCOME = Field.text("outcome", 97);

    private static final String DESK = "desk";
    private static final Event DONE = Event.of("done", OUTCOME);

    private static final ForeignOperation TAKE =
            new ForeignOperation("vault", "take", 1, Schema.of(ASSET, AMOUNT), Schema.of(COUNT));
    private static final ForeignQuery HELD =
            new ForeignQuery("vault", "held", 1, Schema.of(ASSET), Schema.of(ASSET, AMOUNT));

    public ClerkRules() {
        super(new Parts()
                .operations(new Put(), new Attempt(), new Plain(), new Fund(), new Nothing())
                .events(DONE));
    }

    private static ForeignOperation plain(String name) {
        return new ForeignOperation("vault", name, 1, Schema.of(), Schema.of());
    }

    private static Party authority(Execution execution, Values input) {
        return input.get(FOR_ITSELF) ? Party.agreement(DESK) : Party.account(execution.caller());
    }

    /** Has the vault take so much, within a limit, and says what there is then. */
    private static final class Put extends Operation {
        private Put() {
            super("put", 1, Schema.of(ASSET, AMOUNT, LIMIT, FOR_ITSELF));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Values taken = execution.call(
                    authority(execution, input),
                    TAKE,
                    Values.of(ASSET.is(input.get(ASSET)), AMOUNT.is(input.get(AMOUNT))),
                    new Spend(input.get(ASSET), input.get(LIMIT)));
            Values held = execution.query(HELD, Values.of(ASSET.is(input.get(ASSET))));
            long count = taken.get(COUNT);
            execution.emit(DONE, OUTCOME.is(count + " " + held.get(AMOUNT).low()));
        }
    }

    /** The same, and says why not. Then it does it again with one unit. */
    private static final class Attempt extends Operation {
        private Attempt() {
            super("attempt", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party caller = Party.account(execution.caller());
            Spend all = new Spend(input.get(ASSET), Amount.of(1_000));
            Optional<Values> taken = execution.attempt(caller, TAKE, input, all);
            execution.emit(DONE, OUTCOME.is(taken.isPresent() ? "done" : execution.refusal()));
            Values one = Values.of(ASSET.is(input.get(ASSET)), AMOUNT.is(Amount.of(1)));
            Values again = execution.call(caller, TAKE, one, all);
            long count = again.get(COUNT);
            execution.emit(DONE, OUTCOME.is(count + execution.refusal()));
        }
    }

    /** Calls an operation of the vault that takes nothing, or tries to. */
    private static final class Plain extends Operation {
        private Plain() {
            super("plain", 1, Schema.of(WHAT, FOR_ITSELF));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party caller = Party.account(execution.caller());
            if (input.get(FOR_ITSELF)) {
                Optional<Values> unused = execution.attempt(caller, plain(input.get(WHAT)), Values.of());
                execution.emit(DONE, OUTCOME.is(execution.refusal()));
            } else {
                Values unused = execution.call(caller, plain(input.get(WHAT)), Values.of());
            }
        }
    }

    /** Opens an agreement that holds something of the caller's. */
    private static final class Fund extends Operation {
        private Fund() {
            super("fund", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.open(DESK, execution.caller());
            execution.transfer(
                    Party.account(execution.caller()), Party.agreement(DESK), input.get(ASSET), input.get(AMOUNT));
        }
    }

    private static final class Nothing extends Operation {
        private Nothing() {
            super("nothing", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.height();
        }
    }
}
