package org.quoin.ledger.testkit.probe;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.EndCheck;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Counts in every block, before and after its transactions, and does wrong what it is told to. */
public final class PulseRules extends Capability {
    private static final Field<String> WHAT = Field.text("what", 16);
    private static final Field<Long> COUNT = Field.number("count", Long.MAX_VALUE);
    private static final Field<Long> TRANSACTIONS = Field.number("transactions", Long.MAX_VALUE);
    private static final Field<Long> GAS = Field.number("gas", Long.MAX_VALUE);
    private static final Field<String> CALLER = Field.text("caller", 97);

    private static final Table<String, Long> COUNTS = new Table<>("counts", WHAT, COUNT);
    private static final Table<String, String> MODES = new Table<>("modes", WHAT, Field.text("mode", 16));
    private static final Event BEAT = Event.of("beat", WHAT, COUNT, TRANSACTIONS, GAS, CALLER);
    private static final Failure TOLD_SO = Failure.of("TOLD_SO", "It was told to.");
    private static final String MODE = "mode";

    public PulseRules() {
        super(new Parts()
                .operations(new Tell())
                .queries(new Count())
                .events(BEAT)
                .failures(TOLD_SO)
                .tables(COUNTS, MODES)
                .endCheck(new Check())
                .atStart((execution, load) -> beat(execution, "start", load.transactions(), load.gas()))
                .atEnd((execution, load) -> {
                    beat(execution, "end", load.transactions(), load.gas());
                    obey(execution);
                }));
    }

    private static void beat(Execution execution, String what, long transactions, long gas) {
        long count = COUNTS.find(execution, what).orElse(0L) + 1;
        COUNTS.put(execution, what, count);
        execution.emit(
                BEAT,
                WHAT.is(what),
                COUNT.is(count),
                TRANSACTIONS.is(transactions),
                GAS.is(gas),
                CALLER.is(execution.caller()));
    }

    private static void obey(Execution execution) {
        String mode = MODES.find(execution, MODE).orElse("");
        switch (mode) {
            case "loop" -> loop(execution);
            case "refuse" -> throw execution.refuse(TOLD_SO);
            case "throw" -> throw new IllegalStateException("told so");
            case "steal" -> execution.transfer(Party.account("alice"), Party.account("bob"), "QUO", Amount.of(1));
            case "call" -> {
                Values unused = execution.call(
                        Party.account("alice"),
                        new ForeignOperation("vault", "found", 1, Schema.of(), Schema.of()),
                        Values.of());
            }
            default -> execution.height();
        }
    }

    private static void loop(Execution execution) {
        long height = execution.height();
        while (height >= 0) {
            height++;
        }
    }

    /** Says what goes wrong from now on. */
    private static final class Tell extends Operation {
        private Tell() {
            super("tell", 1, Schema.of(WHAT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            MODES.put(execution, MODE, input.get(WHAT));
        }
    }

    private static final class Count extends Query {
        private Count() {
            super("count", 1, Schema.of(WHAT), Schema.of(COUNT));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            return Values.of(COUNT.is(COUNTS.find(reading, input.get(WHAT)).orElse(0L)));
        }
    }

    /** Refuses what the hook did, too. */
    private static final class Check implements EndCheck {
        @Override
        public void check(Reading reading) {
            Optional<String> mode = MODES.find(reading, MODE);
            long count = COUNTS.find(reading, "end").orElse(0L);
            if (mode.isPresent() && mode.get().equals("odd") && count % 2 == 1) {
                throw reading.refuse(TOLD_SO);
            }
        }
    }
}
