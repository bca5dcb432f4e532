package org.quoin.ledger.testkit.probe;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Observer;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Spend;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Fills pots for others, or out of a box of its own, and counts what pots pay. */
public final class DeskRules extends Capability {
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Field<String> NAME = Field.text("name", 16);
    private static final Field<String> BY = Field.text("by", 97);
    private static final Field<String> TO = Field.account("to");
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Amount> HALF = Field.amount("half", ASSET);
    private static final Field<String> WHAT = Field.text("what", 97);

    private static final String BOX = "box";
    private static final Table<String, Long> COUNTS = new Table<>("counts", WHAT, NUMBER);
    private static final Event ORDERED = Event.of("ordered", NAME, NUMBER);
    private static final Event TRIED = Event.of("tried", NAME, WHAT);
    private static final Event KEPT = Event.of("kept", BY, ASSET, AMOUNT);
    private static final Event SEEN = Event.of("seen", NUMBER);

    private static final ForeignOperation FILL =
            new ForeignOperation("pot", "fill", 1, Schema.of(NAME, TO, ASSET, AMOUNT, HALF), Schema.of(NUMBER));

    public DeskRules() {
        super(new Parts()
                .operations(new Order("order", false), new Order("pass", true), new Try(), new Keep())
                .events(ORDERED, TRIED, KEPT, SEEN)
                .tables(COUNTS)
                .observers(new Payments()));
    }

    private static Spend all(Values input) {
        return new Spend(input.get(ASSET), input.get(AMOUNT));
    }

    private static long count(Execution execution, String what) {
        long count = COUNTS.find(execution, what).orElse(0L) + 1;
        COUNTS.put(execution, what, count);
        return count;
    }

    /** Fills a pot by the caller's authority, or by that of the box. */
    private static final class Order extends Operation {
        private final boolean ofBox;

        private Order(String name, boolean ofBox) {
            super(name, 1, FILL.input());
            this.ofBox = ofBox;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party payer = ofBox ? Party.agreement(BOX) : Party.account(execution.caller());
            Values filled = execution.call(payer, FILL, input, all(input));
            execution.emit(ORDERED, input.with(NUMBER.is(filled.get(NUMBER))));
        }
    }

    /** The same by the caller's authority; or else it says why not, and that it was here is all that is left. */
    private static final class Try extends Operation {
        private Try() {
            super("try", 1, FILL.input());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Optional<Values> filled = execution.attempt(Party.account(execution.caller()), FILL, input, all(input));
            execution.emit(TRIED, input.with(WHAT.is(filled.isPresent() ? "" : execution.refusal())));
        }
    }

    /** Puts something of the caller's into the box. */
    private static final class Keep extends Operation {
        private Keep() {
            super("keep", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            if (count(execution, "kept") == 1) {
                execution.open(BOX, "");
            }
            execution.transfer(
                    Party.account(execution.caller()), Party.agreement(BOX), input.get(ASSET), input.get(AMOUNT));
            execution.emit(KEPT, input.with(BY.is(execution.caller())));
        }
    }

    private static final class Payments extends Observer {
        private Payments() {
            super("pot", "paid", Schema.of(NAME, TO, ASSET, AMOUNT));
        }

        @Override
        protected void observe(Execution execution, Values event) {
            execution.emit(SEEN, NUMBER.is(count(execution, "seen")));
        }
    }
}
