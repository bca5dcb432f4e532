package org.quoin.ledger.testkit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.EndCheck;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Keeps numbers, which later versions want to keep in another form, each with a flaw of its own. */
public final class RowsRules extends Capability {
    private static final Field<Long> KEY = Field.number("key", Long.MAX_VALUE);
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Failure ODD = Failure.of("ODD", "The row {key} is odd.", KEY);

    private static final Event KEPT = Event.of("kept", KEY, NUMBER);

    private static final OrderedTable<Long, Long> BEFORE = new OrderedTable<>("rows", Long.BYTES, KEY, NUMBER);

    public RowsRules() {
        super(parts(BEFORE).tables(BEFORE));
    }

    private static Parts parts(OrderedTable<Long, Long> table) {
        return parts(new Put(table), new All(table, 0));
    }

    private static Parts parts(Put put, All all) {
        return new Parts().operations(put).pagedQueries(all).failures(ODD);
    }

    private static Parts following(OrderedTable<Long, Long> table) {
        return parts(table).tables(BEFORE, table);
    }

    private static OrderedTable<Long, Long> after() {
        return new OrderedTable<>("rows-2", Long.BYTES, KEY, NUMBER);
    }

    /** Doubles each number, so that what is listed is another. */
    public static final class Doubled extends Capability {
        private static final OrderedTable<Long, Long> ROWS = after().replacing(BEFORE, number -> number * 2);

        public Doubled() {
            super(following(ROWS));
        }
    }

    /** Never gets done with a row whose number is 7. */
    public static final class Endless extends Capability {
        private static final OrderedTable<Long, Long> ROWS = after().replacing(BEFORE, Endless::turn);

        public Endless() {
            super(following(ROWS));
        }

        private static long turn(long number) {
            long turned = number;
            while (turned == 7) {
                turned = 7;
            }
            return turned;
        }
    }

    /** Takes more and more room for a row whose number is 7. */
    public static final class Bomb extends Capability {
        private static final OrderedTable<Long, Long> ROWS = after().replacing(BEFORE, Bomb::grow);

        public Bomb() {
            super(following(ROWS));
        }

        private static long grow(long number) {
            int size = 1;
            long sum = number;
            while (number == 7) {
                sum += new long[size].length;
                size *= 2;
            }
            return sum;
        }
    }

    /** Fails at a row whose number is 7. */
    public static final class Failing extends Capability {
        private static final OrderedTable<Long, Long> ROWS = after().replacing(BEFORE, Failing::fail);

        public Failing() {
            super(following(ROWS));
        }

        private static long fail(long number) {
            if (number == 7) {
                throw new IllegalStateException("seven");
            }
            return number;
        }
    }

    /** Makes rows that its own check does not allow. */
    public static final class Unchecked extends Capability {
        private static final OrderedTable<Long, Long> ROWS = after().replacing(BEFORE, number -> number + 2);

        public Unchecked() {
            super(following(ROWS).endCheck(new Even(ROWS)));
        }
    }

    /** Looks at the first row. */
    private static final class Even implements EndCheck {
        private final OrderedTable<Long, Long> table;

        private Even(OrderedTable<Long, Long> table) {
            this.table = table;
        }

        @Override
        public void check(Reading reading) {
            long key = table.next(reading, 0L).orElse(0L);
            reading.require(table.find(reading, key).orElse(0L) % 2 == 0, ODD, Values.of(KEY.is(key)));
        }
    }

    /** Runs for ever in its hook. */
    public static final class EndlessHook extends Capability {
        public EndlessHook() {
            super(parts(BEFORE).tables(BEFORE).atEnd((execution, load) -> {
                long height = execution.height();
                while (height > 0) {
                    height++;
                }
            }));
        }
    }

    /** Runs for ever in its first hook. */
    public static final class EndlessStart extends Capability {
        public EndlessStart() {
            super(parts(BEFORE).tables(BEFORE).atStart((execution, load) -> {
                long height = execution.height();
                while (height > 0) {
                    height++;
                }
            }));
        }
    }

    /** Leaves the first row out of the list. */
    public static final class Fewer extends Capability {
        public Fewer() {
            super(parts(new Put(BEFORE), new All(BEFORE, 1)).tables(BEFORE));
        }
    }

    /** Reports what it puts. */
    public static final class Talking extends Capability {
        public Talking() {
            super(parts(new Put(BEFORE, KEPT), new All(BEFORE, 0)).events(KEPT).tables(BEFORE));
        }
    }

    /** Keeps the same table with other keys. */
    public static final class Narrow extends Capability {
        private static final OrderedTable<Boolean, Long> ROWS =
                new OrderedTable<>("rows", 1, Field.flag("key"), NUMBER);

        public Narrow() {
            super(parts(BEFORE).tables(ROWS));
        }
    }

    /** Is never made. */
    public static final class Forever extends Capability {
        public Forever() {
            super(parts(BEFORE).tables(BEFORE));
            int turns = 1;
            while (turns != 0) {
                turns = turns == 1 ? 2 : 1;
            }
        }
    }

    /** Takes all the memory that there is, to be made. */
    public static final class Greedy extends Capability {
        public Greedy() {
            super(parts(BEFORE).tables(BEFORE));
            List<long[]> all = new ArrayList<>();
            for (long turn = 1; turn != 0; turn++) {
                all.add(new long[100_000]);
                turn += all.get(0).length;
            }
        }
    }

    private static final class Put extends Operation {
        private final OrderedTable<Long, Long> table;
        private final Optional<Event> reported;

        private Put(OrderedTable<Long, Long> table) {
            this(table, Optional.empty());
        }

        private Put(OrderedTable<Long, Long> table, Event reported) {
            this(table, Optional.of(reported));
        }

        private Put(OrderedTable<Long, Long> table, Optional<Event> reported) {
            super("put", 1, Schema.of(KEY, NUMBER));
            this.table = table;
            this.reported = reported;
        }

        @Override
        protected void apply(Execution execution, Values input) {
            table.put(execution, input.get(KEY), input.get(NUMBER));
            if (reported.isPresent()) {
                execution.emit(reported.get(), input);
            }
        }
    }

    private static final class All extends PagedQuery {
        private final OrderedTable<Long, Long> table;
        private final long first;

        private All(OrderedTable<Long, Long> table, long first) {
            super("all", 1, Schema.of(), Schema.of(NUMBER));
            this.table = table;
            this.first = first;
        }

        @Override
        protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
            OrderedTable.Slice<Long> slice = table.slice(reading, first, cursor, limit);
            List<Values> items = new ArrayList<>();
            for (long number : slice.rows()) {
                items.add(Values.of(NUMBER.is(number)));
            }
            return new Page(items, slice.next());
        }
    }
}
