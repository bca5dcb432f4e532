package org.quoin.ledger.testkit.probe;

import java.util.Optional;
import java.util.function.Function;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Pots that are paid out in parts: at the end of every block the oldest few pay one, until they are empty. */
public final class PotRules extends Capability {
    private static final int TOGETHER = 4;

    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Field<String> NAME = Field.text("name", 16);
    private static final Field<String> BY = Field.text("by", 97);
    private static final Field<String> TO = Field.account("to");
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Amount> HALF = Field.amount("half", ASSET);
    private static final Field<Amount> PART = Field.amount("part", ASSET);
    private static final Field<String> WHAT = Field.text("what", 16);

    /** A part is twice what is kept. */
    private static final Schema POT = Schema.of(NAME, TO, ASSET, HALF);

    private static final OrderedTable<Long, Values> POTS = new OrderedTable<>("pots", Long.BYTES, NUMBER, POT);
    private static final Table<String, Long> NAMES = new Table<>("names", NAME, NUMBER);
    private static final Table<String, Long> COUNTS = new Table<>("counts", WHAT, NUMBER);
    private static final Table<String, String> MODES = new Table<>("modes", WHAT, Field.text("mode", 16));
    private static final String MODE = "mode";

    private static final Event FILLED = Event.of("filled", NUMBER, NAME, BY, TO, ASSET, AMOUNT, HALF);
    private static final Event PAID = Event.of("paid", NAME, TO, ASSET, AMOUNT);
    private static final Event EMPTIED = Event.of("emptied", NAME);
    private static final Event BEAT = Event.of("beat", WHAT, NUMBER);
    private static final Event TOLD = Event.of("told", WHAT);
    private static final Failure NAME_TAKEN = Failure.of("NAME_TAKEN", "There is a pot {name}.", NAME);
    private static final Failure NO_PART = Failure.of("NO_PART", "Nothing is to be paid of {name}.", NAME);
    private static final Failure TOO_LITTLE = Failure.of("TOO_LITTLE", "{name} has less than half a part.", NAME);
    private static final Failure TOLD_SO = Failure.of("TOLD_SO", "It was told to.");

    public PotRules() {
        super(parts(POTS, PotRules::ofHalf, row -> row.get(HALF).plus(row.get(HALF)))
                .tables(POTS));
    }

    /** Keeps the part itself. */
    public static final class Whole extends Capability {
        private static final Schema POT_2 = Schema.of(NAME, TO, ASSET, PART);
        private static final OrderedTable<Long, Values> POTS_2 =
                new OrderedTable<>("pots-2", Long.BYTES, NUMBER, POT_2).replacing(POTS, Whole::ofHalf);

        public Whole() {
            super(parts(POTS_2, Whole::ofHalf, row -> row.get(PART)).tables(POTS, POTS_2));
        }

        private static Values ofHalf(Values row) {
            return row.with(PART.is(row.get(HALF).plus(row.get(HALF)))).only(POT_2);
        }
    }

    private static Values ofHalf(Values input) {
        return input.only(POT);
    }

    private static Parts parts(
            OrderedTable<Long, Values> pots, Function<Values, Values> row, Function<Values, Amount> part) {
        return new Parts()
                .operations(new Fill(pots, row), new Tell())
                .events(FILLED, PAID, EMPTIED, BEAT, TOLD)
                .failures(NAME_TAKEN, NO_PART, TOO_LITTLE, TOLD_SO)
                .tables(NAMES, COUNTS, MODES)
                .atStart((execution, load) -> beat(execution, "start"))
                .atEnd((execution, load) -> {
                    pay(execution, pots, part);
                    beat(execution, "end");
                    obey(execution);
                });
    }

    private static void pay(Execution execution, OrderedTable<Long, Values> pots, Function<Values, Amount> part) {
        Optional<Long> number = pots.next(execution, 0L);
        for (int i = 0; i < TOGETHER && number.isPresent(); i++) {
            Values pot = pots.find(execution, number.get()).orElseThrow();
            Party from = Party.agreement(pot.get(NAME));
            Amount held = execution.balance(from, pot.get(ASSET));
            Amount due = part.apply(pot);
            Amount paid = due.compareTo(held) < 0 ? due : held;
            execution.transfer(from, Party.account(pot.get(TO)), pot.get(ASSET), paid);
            execution.emit(PAID, pot.with(AMOUNT.is(paid)));
            if (paid.equals(held)) {
                execution.close(pot.get(NAME));
                pots.remove(execution, number.get());
                NAMES.remove(execution, pot.get(NAME));
                execution.emit(EMPTIED, pot);
            }
            number = pots.next(execution, number.get() + 1);
        }
    }

    private static void beat(Execution execution, String what) {
        execution.emit(BEAT, WHAT.is(what), NUMBER.is(count(execution, what)));
    }

    private static long count(Execution execution, String what) {
        long count = COUNTS.find(execution, what).orElse(0L) + 1;
        COUNTS.put(execution, what, count);
        return count;
    }

    private static void obey(Execution execution) {
        String mode = MODES.find(execution, MODE).orElse("");
        switch (mode) {
            case "refuse" -> throw execution.refuse(TOLD_SO);
            case "throw" -> throw new IllegalStateException("told so");
            default -> execution.height();
        }
    }

    /** Moves funds of the caller's into a new pot, and gives its number. What is wrong with them it finds late, after all is done. */
    private static final class Fill extends Operation {
        private final OrderedTable<Long, Values> pots;
        private final Function<Values, Values> row;

        private Fill(OrderedTable<Long, Values> pots, Function<Values, Values> row) {
            super("fill", 1, Schema.of(NAME, TO, ASSET, AMOUNT, HALF), Optional.empty(), Schema.of(NUMBER));
            this.pots = pots;
            this.row = row;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            String name = input.get(NAME);
            String caller = execution.caller();
            execution.require(NAMES.find(execution, name).isEmpty(), NAME_TAKEN, input);
            execution.require(!input.get(HALF).isZero() && execution.hasAccount(input.get(TO)), NO_PART, input);

            long number = count(execution, "pots");
            execution.open(name, execution.hasAccount(caller) ? caller : "");
            execution.transfer(Party.account(caller), Party.agreement(name), input.get(ASSET), input.get(AMOUNT));
            pots.put(execution, number, row.apply(input));
            NAMES.put(execution, name, number);
            execution.give(NUMBER.is(number));
            execution.emit(FILLED, input.with(NUMBER.is(number), BY.is(caller)));
            execution.require(input.get(HALF).compareTo(input.get(AMOUNT)) <= 0, TOO_LITTLE, input);
        }
    }

    /** Says what goes wrong at the end of blocks from now on. */
    private static final class Tell extends Operation {
        private Tell() {
            super("tell", 1, Schema.of(WHAT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            MODES.put(execution, MODE, input.get(WHAT));
            execution.emit(TOLD, input);
        }
    }
}
