package org.quoin.ledger.testkit.probe;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Observer;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * What others call: a vault takes what it is given, gives back what is asked for, and must not be left open. It also counts the
 * ledger's transfers.
 */
public final class VaultRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Long> COUNT = Field.number("count", Long.MAX_VALUE);
    private static final Field<String> BY = Field.text("by", 97);
    private static final Field<String> NAME = Field.text("name", 16);
    private static final Field<Boolean> OPEN = Field.flag("open");

    private static final String VAULT = "vault";
    private static final Table<String, Long> COUNTS = new Table<>("counts", NAME, COUNT);
    private static final Event TAKEN = Event.of("taken", BY, ASSET, AMOUNT);
    private static final Failure LEFT_OPEN = Failure.of("LEFT_OPEN", "The vault is open: shut it.");
    private static final Failure TOO_MUCH = Failure.of("TOO_MUCH", "Give at most 100.");

    public VaultRules() {
        super(new Parts()
                .operations(new Found(), new Take(), new Give(), new Set(), new Back(), new Endless())
                .queries(new Held())
                .events(TAKEN)
                .failures(LEFT_OPEN, TOO_MUCH)
                .tables(COUNTS)
                .endCheck(VaultRules::check)
                .observers(new Transfers()));
    }

    private static void check(Reading reading) {
        reading.require(COUNTS.find(reading, "open").orElse(0L) == 0, LEFT_OPEN, Values.of());
    }

    private static final class Found extends Operation {
        private Found() {
            super("found", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.open(VAULT, "");
        }
    }

    /** Moves what is its caller's, and gives back how often that was done. */
    private static final class Take extends Operation {
        private Take() {
            super("take", 1, Schema.of(ASSET, AMOUNT), Optional.empty(), Schema.of(COUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Amount amount = input.get(AMOUNT);
            String caller = execution.caller();
            execution.transfer(Party.account(caller), Party.agreement(VAULT), input.get(ASSET), amount);
            long count = COUNTS.find(execution, "taken").orElse(0L) + 1;
            COUNTS.put(execution, "taken", count);
            execution.emit(TAKEN, input.with(BY.is(caller)));
            execution.require(amount.compareTo(Amount.of(100)) <= 0, TOO_MUCH, Values.of());
            execution.give(COUNT.is(count));
        }
    }

    private static final class Give extends Operation {
        private Give() {
            super("give", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party caller = Party.account(execution.caller());
            execution.transfer(Party.agreement(VAULT), caller, input.get(ASSET), input.get(AMOUNT));
        }
    }

    private static final class Set extends Operation {
        private Set() {
            super("set", 1, Schema.of(OPEN));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            COUNTS.put(execution, "open", input.get(OPEN) ? 1L : 0L);
        }
    }

    /** Calls who may have called it. */
    private static final class Back extends Operation {
        private Back() {
            super("back", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party caller = Party.account(execution.caller());
            Values unused = execution.call(
                    caller, new ForeignOperation("clerk", "nothing", 1, Schema.of(), Schema.of()), Values.of());
        }
    }

    private static final class Endless extends Operation {
        private Endless() {
            super("endless", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            while (execution.height() >= 0) {
                execution.time();
            }
        }
    }

    private static final class Held extends Query {
        private Held() {
            super("held", 1, Schema.of(ASSET), Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            String asset = input.get(ASSET);
            return Values.of(ASSET.is(asset), AMOUNT.is(reading.balance(Party.agreement(VAULT), asset)));
        }
    }

    /** Counts them, and stumbles over the thirteenth. */
    private static final class Transfers extends Observer {
        private static final Schema FIELDS = Schema.of(Field.account("from"), Field.account("to"), ASSET, AMOUNT);

        private Transfers() {
            super("ledger", "transferred", FIELDS);
        }

        @Override
        protected void observe(Execution execution, Values event) {
            long count = COUNTS.find(execution, "transfers").orElse(0L) + 1;
            COUNTS.put(execution, "transfers", count);
            if (event.get(AMOUNT).compareTo(Amount.of(13)) != 0) {
                execution.emit(
                        TAKEN, BY.is(execution.caller()), ASSET.is(event.get(ASSET)), AMOUNT.is(Amount.of(count)));
                return;
            }
            throw new IllegalStateException("thirteen");
        }
    }
}
