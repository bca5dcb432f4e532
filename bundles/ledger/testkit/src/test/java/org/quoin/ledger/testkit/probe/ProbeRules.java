package org.quoin.ledger.testkit.probe;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Party;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/** A capability for tests: an operation for each thing that rules may do, and {@link Misuse} for what they may not. */
public final class ProbeRules implements Rules {
    private static final Field<Bytes> KEY = Field.bytes("key", 0, 80);
    private static final Field<Bytes> VALUE = Field.bytes("value", 0, 60_000);
    private static final Field<Optional<Bytes>> FOUND = Field.optional(VALUE);
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Field<String> NOTE = Field.text("note", 64);
    private static final Field<String> AGREEMENT = Field.text("agreement", 64);
    private static final Field<String> OWNER = Field.account("owner");
    private static final Field<Optional<String>> FOR = Field.optional(OWNER);
    private static final Field<String> TO = Field.account("to");
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<String> VERSION = Field.text("version", 32);
    private static final Field<Bytes> ID = Field.hash("id");
    private static final Field<String> KIND = Field.text("kind", 32);

    private static final Table<Bytes, Bytes> ROWS = new Table<>("rows", KEY, VALUE);
    private static final OrderedTable<Long, Values> QUEUE =
            new OrderedTable<>("queue", 8, NUMBER, Schema.of(NUMBER, NOTE));

    private static final Event OPENED = Event.of("opened", AGREEMENT, FOR);
    private static final Event LOCKED = Event.of("locked", AGREEMENT, OWNER, ASSET, AMOUNT);
    private static final Event RELEASED = Event.of("released", AGREEMENT, TO, ASSET, AMOUNT);
    private static final Event CLOSED = Event.of("closed", AGREEMENT);
    private static final Event PAID = Event.of("paid", OWNER, TO, ASSET, AMOUNT);
    private static final Event SEEN = Event.of("seen", OWNER, NUMBER, VERSION, ID);
    private static final Failure NOT_TODAY =
            Failure.of("NOT_TODAY", "That is not done {number} times: try {note}.", NUMBER, NOTE);

    private static final Capability USE = new Use();

    @Override
    public byte[] describe() {
        return USE.describe();
    }

    @Override
    public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
        if (name.equals("misuse")) {
            return Misuse.of(Schema.of(KIND).decode(input).get(KIND)).run(host);
        }
        return USE.run(host, kind, name, schema, input);
    }

    /** What can be said in the words of the library. */
    private static final class Use extends Capability {
        private Use() {
            super(new Parts()
                    .operations(
                            new Put(),
                            new Remove(),
                            new Enqueue(),
                            new Open(),
                            new Lock(),
                            new Release(),
                            new Close(),
                            new Pay(),
                            new Look(),
                            new Refuse(),
                            new Misused())
                    .queries(new Row(), new Balance(), new Now(), new Refused(), new MisusedQuery())
                    .pagedQueries(new Queued())
                    .events(OPENED, LOCKED, RELEASED, CLOSED, PAID, SEEN)
                    .failures(NOT_TODAY)
                    .tables(ROWS, QUEUE));
        }
    }

    private static final class Put extends Operation {
        private Put() {
            super("put", 1, Schema.of(KEY, VALUE));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            ROWS.put(execution, input.get(KEY), input.get(VALUE));
        }
    }

    private static final class Remove extends Operation {
        private Remove() {
            super("remove", 1, Schema.of(KEY));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            ROWS.remove(execution, input.get(KEY));
        }
    }

    private static final class Enqueue extends Operation {
        private Enqueue() {
            super("enqueue", 1, Schema.of(NUMBER, NOTE));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            QUEUE.put(execution, input.get(NUMBER), input);
        }
    }

    private static final class Open extends Operation {
        private Open() {
            super("open", 1, Schema.of(AGREEMENT, FOR));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.open(input.get(AGREEMENT), input.get(FOR).orElse(""));

            execution.emit(OPENED, input);
        }
    }

    private static final class Lock extends Operation {
        private Lock() {
            super("lock", 1, Schema.of(AGREEMENT, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party into = Party.agreement(input.get(AGREEMENT));
            execution.transfer(Party.account(execution.caller()), into, input.get(ASSET), input.get(AMOUNT));

            execution.emit(LOCKED, input.with(OWNER.is(execution.caller())));
        }
    }

    private static final class Release extends Operation {
        private Release() {
            super("release", 1, Schema.of(AGREEMENT, TO, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party from = Party.agreement(input.get(AGREEMENT));
            execution.transfer(from, Party.account(input.get(TO)), input.get(ASSET), input.get(AMOUNT));

            execution.emit(RELEASED, input);
        }
    }

    private static final class Close extends Operation {
        private Close() {
            super("close", 1, Schema.of(AGREEMENT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.close(input.get(AGREEMENT));

            execution.emit(CLOSED, input);
        }
    }

    private static final class Pay extends Operation {
        private Pay() {
            super("pay", 1, Schema.of(TO, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party payer = Party.account(execution.caller());
            execution.transfer(payer, Party.account(input.get(TO)), input.get(ASSET), input.get(AMOUNT));

            execution.emit(PAID, input.with(OWNER.is(execution.caller())));
        }
    }

    private static final class Look extends Operation {
        private Look() {
            super("look", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.emit(
                    SEEN,
                    OWNER.is(execution.caller()),
                    NUMBER.is(execution.time() + execution.height()),
                    VERSION.is(execution.version()),
                    ID.is(execution.operationId()));
        }
    }

    private static final class Refuse extends Operation {
        private Refuse() {
            super("refuse", 1, Schema.of(NUMBER, NOTE));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            ROWS.put(execution, Bytes.of((byte) 1), Bytes.of());
            throw execution.refuse(NOT_TODAY, input);
        }
    }

    private static final class Misused extends Operation {
        private Misused() {
            super("misuse", 1, Schema.of(KIND));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            throw new IllegalStateException("it was run before");
        }
    }

    private static final class Row extends Query {
        private Row() {
            super("row", 1, Schema.of(KEY), Schema.of(FOUND));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            return Values.of(FOUND.is(ROWS.find(reading, input.get(KEY))));
        }
    }

    private static final class Balance extends Query {
        private Balance() {
            super("balance", 1, Schema.of(AGREEMENT, ASSET), Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            Party party = Party.agreement(input.get(AGREEMENT));
            return Values.of(ASSET.is(input.get(ASSET)), AMOUNT.is(reading.balance(party, input.get(ASSET))));
        }
    }

    private static final class Now extends Query {
        private Now() {
            super("now", 1, Schema.of(), Schema.of(NUMBER));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            return Values.of(NUMBER.is(reading.time() + reading.height()));
        }
    }

    private static final class Refused extends Query {
        private Refused() {
            super("refuse", 1, Schema.of(NUMBER, NOTE), Schema.of());
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            throw reading.refuse(NOT_TODAY, input);
        }
    }

    private static final class MisusedQuery extends Query {
        private MisusedQuery() {
            super("misuse", 1, Schema.of(KIND), Schema.of());
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            throw new IllegalStateException("it was run before");
        }
    }

    private static final class Queued extends PagedQuery {
        private Queued() {
            super("queue", 1, Schema.of(NUMBER), Schema.of(NUMBER, NOTE));
        }

        @Override
        protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
            OrderedTable.Slice<Values> slice = QUEUE.slice(reading, input.get(NUMBER), cursor, limit);
            return new Page(List.copyOf(slice.rows()), slice.next());
        }
    }
}
