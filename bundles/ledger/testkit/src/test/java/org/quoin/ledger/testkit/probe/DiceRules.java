package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Leaves what is kept to chance. */
public final class DiceRules extends Capability {
    private static final Field<Long> KEY = Field.number("key", Long.MAX_VALUE);
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final OrderedTable<Long, Long> ROWS = new OrderedTable<>("rows", Long.BYTES, KEY, NUMBER);

    public DiceRules() {
        super(new Parts().operations(new Put()).tables(ROWS));
    }

    private static final class Put extends Operation {
        private Put() {
            super("put", 1, Schema.of(KEY, NUMBER));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            ROWS.put(execution, input.get(KEY), (long) (Math.random() * input.get(NUMBER)));
        }
    }
}
