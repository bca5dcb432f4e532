package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.testkit.probe.DeskRules;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Request;

/** A desk in a simulated life: people have it fill pots, and it counts what pots pay. It stays in its first version. */
final class Desk implements Deployed {
    private static final LoadedModule MODULE = LoadedModule.describe(Jars.written("desk", "1.0.0", DeskRules.class));
    private static final String BOX = "desk:box";
    private static final Table COUNTS = Table.hashed("desk.counts");
    private static final int MAX_WHAT = 97;

    private boolean open;
    private long seen;

    @Override
    public LoadedModule module() {
        return MODULE;
    }

    @Override
    public List<String> agreements() {
        return List.of(BOX);
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return MODULE.description().encode(request(random, signer, rows));
    }

    private static Request request(RandomGenerator random, String signer, Rows rows) {
        int kind = random.nextInt(10);
        if (kind < 3) {
            Amount amount = Probe.some(random, Probe.of(rows.held(), Rows.agreementId(BOX)));
            return Request.of("desk", "pass", Pots.filling(random, rows, amount));
        }
        Amount amount = Probe.some(random, Probe.of(rows.balances(), signer));
        Amount limit = Probe.limit(random, amount);
        return switch (kind) {
            case 3, 4 ->
                Request.of(
                        "desk",
                        "keep",
                        Values.of("asset", amount.asset().symbol()).and("amount", amount.units()),
                        limit);
            case 5, 6, 7 -> Request.of("desk", "order", Pots.filling(random, rows, amount), limit);
            default -> Request.of("desk", "try", Pots.filling(random, rows, amount), limit);
        };
    }

    /** What pots were filled with is told by their own events. */
    @Override
    public void enter(EventRow event, Values data, Books books) {
        switch (event.name()) {
            case "kept" -> {
                if (!open) {
                    books.open(BOX, "");
                    open = true;
                }
                books.add(
                        data.text("by"),
                        data.text("asset"),
                        data.units("amount").negate());
                books.addHeld(BOX, data.text("asset"), data.units("amount"));
            }
            case "seen" -> require(data.number("number") == ++seen, "a payment was not seen, or seen twice");
            case "ordered", "tried" -> {} // moves nothing
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    @Override
    public void requireRows(ModuleSet modules, Context context, View state) {
        require(
                Pots.count(state, COUNTS, "seen", MAX_WHAT) == seen,
                "another number of payments is counted than was reported");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
