package org.quoin.ledger.testkit.probe;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One of a chain: calls the next of the capabilities that it is told, with the rest of them. */
public final class LinkRules extends Capability {
    private static final Field<List<String>> NEXT = Field.list("next", Field.text("capability", 32), 16);

    public LinkRules() {
        super(new Parts().operations(new Go()));
    }

    private static final class Go extends Operation {
        private Go() {
            super("go", 1, Schema.of(NEXT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            List<String> names = input.get(NEXT);
            if (names.isEmpty()) {
                return;
            }
            List<String> rest = new ArrayList<>();
            for (int i = 1; i < names.size(); i++) {
                rest.add(names.get(i));
            }
            Values unused = execution.call(
                    Party.account(execution.caller()),
                    new ForeignOperation(names.get(0), "go", 1, Schema.of(NEXT), Schema.of()),
                    Values.of(NEXT.is(rest)));
        }
    }
}
