package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/**
 * A capability's rules, put together from one class for each operation and query. A subclass hands its parts to the
 * constructor; describing and dispatching follow from them.
 */
public abstract class Capability implements Rules {
    private static final int FORMAT = 1;
    private static final int MAX_ENTRIES = 256;
    private static final int MAX_CODE = 64;
    private static final int MAX_MESSAGE = 1_024;

    private final List<Operation> operations;
    private final List<Query> queries;
    private final List<PagedQuery> pagedQueries;
    private final List<Event> events;
    private final List<Failure> failures;
    private final List<Table<?, ?>> tables;
    private final List<String> roles;
    private final Optional<EndCheck> endCheck;
    private final List<Observer> observers;
    private final Optional<Hook> atStart;
    private final Optional<Hook> atEnd;
    private final Optional<FeePolicy> feePolicy;

    protected Capability(Parts parts) {
        operations = List.copyOf(parts.operations);
        queries = List.copyOf(parts.queries);
        pagedQueries = List.copyOf(parts.pagedQueries);
        events = List.copyOf(parts.events);
        failures = List.copyOf(parts.failures);
        tables = List.copyOf(parts.tables);
        roles = List.copyOf(parts.roles);
        endCheck = Optional.ofNullable(parts.endCheck);
        observers = List.copyOf(parts.observers);
        atStart = Optional.ofNullable(parts.atStart);
        atEnd = Optional.ofNullable(parts.atEnd);
        feePolicy = Optional.ofNullable(parts.feePolicy);
    }

    /** What a capability consists of. Operations, queries and tables have names of 1 to 32 of {@code a–z 0–9 -}. */
    public static final class Parts {
        private final List<Operation> operations = new ArrayList<>();
        private final List<Query> queries = new ArrayList<>();
        private final List<PagedQuery> pagedQueries = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();
        private final List<Table<?, ?>> tables = new ArrayList<>();
        private final List<String> roles = new ArrayList<>();
        private @Nullable EndCheck endCheck;
        private final List<Observer> observers = new ArrayList<>();
        private @Nullable Hook atStart;
        private @Nullable Hook atEnd;
        private @Nullable FeePolicy feePolicy;

        public Parts operations(Operation... more) {
            operations.addAll(List.of(more));
            return this;
        }

        public Parts queries(Query... more) {
            queries.addAll(List.of(more));
            return this;
        }

        public Parts pagedQueries(PagedQuery... more) {
            pagedQueries.addAll(List.of(more));
            return this;
        }

        public Parts events(Event... more) {
            events.addAll(List.of(more));
            return this;
        }

        /** In the order in which they are looked for: the first that holds is the one reported. */
        public Parts failures(Failure... more) {
            failures.addAll(List.of(more));
            return this;
        }

        public Parts tables(Table<?, ?>... more) {
            tables.addAll(List.of(more));
            return this;
        }

        public Parts endCheck(EndCheck check) {
            endCheck = check;
            return this;
        }

        public Parts observers(Observer... more) {
            observers.addAll(List.of(more));
            return this;
        }

        /** Runs before the transactions of every block. */
        public Parts atStart(Hook hook) {
            atStart = hook;
            return this;
        }

        /** Runs after the transactions of every block. */
        public Parts atEnd(Hook hook) {
            atEnd = hook;
            return this;
        }

        /** Makes it the capability that prices transactions. */
        public Parts feePolicy(FeePolicy policy) {
            feePolicy = policy;
            return roles(FeePolicy.ROLE);
        }

        /** What at most one active capability can be, such as {@code fee-policy}. */
        public Parts roles(String... more) {
            roles.addAll(List.of(more));
            return this;
        }
    }

    @Override
    public final byte[] describe() {
        Writer out = new Writer(2_048).u8(FORMAT);
        out.count(operations.size(), MAX_ENTRIES);
        for (Operation operation : operations) {
            out.text(operation.name, Field.MAX_NAME).u16(operation.schema);
            operation.input.describe(out);
            out.flag(operation.agreement.isPresent());
            operation.agreement.ifPresent(field -> out.text(field.name(), Field.MAX_NAME));
            operation.result.describe(out);
        }
        out.count(queries.size() + pagedQueries.size(), MAX_ENTRIES);
        for (Query query : queries) {
            describe(out, query.name, query.schema, false, query.input, query.output);
        }
        for (PagedQuery query : pagedQueries) {
            describe(out, query.name, query.schema, true, query.input, query.item);
        }
        out.count(events.size(), MAX_ENTRIES);
        for (Event event : events) {
            out.text(event.name(), Field.MAX_NAME);
            event.fields().describe(out);
        }
        List<Failure> all = new ArrayList<>(failures);
        if (!pagedQueries.isEmpty()) {
            all.add(PagedQuery.INVALID_CURSOR);
        }
        out.count(all.size(), MAX_ENTRIES);
        for (Failure failure : all) {
            out.text(failure.code(), MAX_CODE).text(failure.message(), MAX_MESSAGE);
            failure.values().describe(out);
        }
        out.count(tables.size(), MAX_ENTRIES);
        tables.forEach(table -> table.describe(out));
        out.count(roles.size(), MAX_ENTRIES);
        roles.forEach(role -> out.text(role, Field.MAX_NAME));
        out.flag(endCheck.isPresent());
        out.count(observers.size(), MAX_ENTRIES);
        for (Observer observer : observers) {
            out.text(observer.capability, Field.MAX_NAME).text(observer.event, Field.MAX_NAME);
        }
        out.flag(atStart.isPresent()).flag(atEnd.isPresent());
        return out.toBytes();
    }

    private static void describe(Writer out, String name, int schema, boolean paged, Schema input, Schema output) {
        out.text(name, Field.MAX_NAME).u16(schema).flag(paged);
        input.describe(out);
        output.describe(out);
    }

    @Override
    public final byte[] run(Host host, int kind, String name, int schema, byte[] input) {
        if (kind == Rules.OPERATION) {
            return operate(new Execution(host), name, schema, input);
        }
        if (kind == Rules.QUERY) {
            return answer(new Reading(host), name, schema, input);
        }
        if (kind == Rules.END_CHECK) {
            endCheck.orElseThrow().check(new Reading(host));
            return new byte[0];
        }
        if (kind == Rules.OBSERVER) {
            return observe(new Execution(host), name, input);
        }
        if (kind == Rules.HOOK) {
            return hook(new Execution(host), name, input);
        }
        if (kind == Rules.MIGRATION) {
            return migrate(new Execution(host), input);
        }
        if (kind == Rules.FEE) {
            return feePolicy.orElseThrow().run(new Execution(host), name, input);
        }
        throw new IllegalArgumentException("these rules have no entry of the kind " + kind);
    }

    private byte[] operate(Execution execution, String name, int schema, byte[] input) {
        for (Operation operation : operations) {
            if (operation.name.equals(name) && operation.schema == schema) {
                operation.apply(execution, operation.input.decode(input));
                return operation.result.encode(execution.given().orElse(Values.of()));
            }
        }
        throw new IllegalArgumentException("there is no operation '" + name + "' with schema " + schema);
    }

    private byte[] hook(Execution execution, String name, byte[] input) {
        Reader in = new Reader(input);
        Load load = new Load(in.u32(), in.u64());
        in.end();
        (name.equals(Rules.START) ? atStart : atEnd).orElseThrow().run(execution, load);
        return new byte[0];
    }

    private byte[] migrate(Execution execution, byte[] input) {
        Reader in = new Reader(input);
        int most = in.u16();
        in.end();
        int done = 0;
        for (Table<?, ?> table : tables) {
            done += table.rewrite(execution, most - done);
        }
        return new Writer(4).u16(done).flag(done == most).toBytes();
    }

    private byte[] observe(Execution execution, String name, byte[] event) {
        for (Observer observer : observers) {
            if (name.equals(observer.capability + "." + observer.event)) {
                observer.observe(execution, observer.fields.decode(event));
                return new byte[0];
            }
        }
        throw new IllegalArgumentException("nothing observes '" + name + "'");
    }

    private byte[] answer(Reading reading, String name, int schema, byte[] input) {
        for (Query query : queries) {
            if (query.name.equals(name) && query.schema == schema) {
                return query.output.encode(query.answer(reading, query.input.decode(input)));
            }
        }
        for (PagedQuery query : pagedQueries) {
            if (query.name.equals(name) && query.schema == schema) {
                return page(query, reading, input);
            }
        }
        throw new IllegalArgumentException("there is no query '" + name + "' with schema " + schema);
    }

    private static byte[] page(PagedQuery query, Reading reading, byte[] input) {
        Reader in = new Reader(input);
        Values values = query.input.read(in);
        Optional<Bytes> cursor = in.flag() ? Optional.of(Bytes.of(in.bytes(PagedQuery.MAX_CURSOR))) : Optional.empty();
        int limit = in.u16();
        in.end();
        PagedQuery.Page page = query.answer(reading, values, cursor, limit);

        Writer out = new Writer(1_024).count(page.items().size(), PagedQuery.MAX_LIMIT);
        page.items().forEach(item -> query.item.write(out, item));
        out.flag(page.next().isPresent());
        page.next().ifPresent(next -> out.bytes(next.toArray(), PagedQuery.MAX_CURSOR));
        return out.toBytes();
    }
}
