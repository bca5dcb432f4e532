package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/**
 * What a block does beside its transactions, capability by capability in the order of their names: hooks, the bringing over of
 * rows, activations that are due. What goes wrong in one of them is discarded and reported, and the others go on.
 */
final class BlockSteps {
    private static final int MAX_NAME = 32;
    private static final int MAX_CODE = 97;

    static final EventType HOOK_FAILED = new EventType(
            "hook-failed",
            Schema.of(
                    new Field("name", FieldType.text(Operation.MAX_NAME)),
                    new Field("version", FieldType.text(MAX_NAME)),
                    new Field("hook", FieldType.text(MAX_NAME)),
                    new Field("code", FieldType.text(MAX_CODE))));

    private static final byte[] PURPOSE = "quoin/step/1\0".getBytes(StandardCharsets.US_ASCII);

    private final Scene scene;
    private final Overlay view;
    private final Conclusion conclusion;
    private final List<EventRow> events = new ArrayList<>();
    private long gas;

    BlockSteps(NativeRules rules, Scene scene, Overlay view) {
        this.scene = scene;
        this.view = view;
        conclusion = new Conclusion(rules, scene.modules());
    }

    Outcome start() {
        hooks(Rules.START, Description::atStart, new Step.End(0, 0));
        price();
        return Outcome.applied(gas, events);
    }

    Outcome end(Step.End step) {
        hooks(Rules.END, Description::atEnd, step);
        for (LoadedModule module : scene.modules().active()) {
            if (module.description().migrates()) {
                migrate(module);
            }
        }
        CoreWrites state = new CoreWrites(view);
        Activation.activateDue(state, scene.context().height()).forEach(events::add);
        scene.modules()
                .feePolicy()
                .filter(policy -> state.activeModule(policy.id().capability()) == null)
                .ifPresent(gone -> state.removeFees());
        return Outcome.applied(gas, events);
    }

    private void hooks(String name, Predicate<Description> has, Step.End load) {
        for (LoadedModule module : scene.modules().active()) {
            if (has.test(module.description())) {
                Overlay inner = new Overlay(view);
                run(
                        execution(module, name, inner, Gas.HOOK),
                        inner,
                        execution -> ModuleHost.hook(module, execution, inner, name, load),
                        failure -> events.add(failed(module, name, failure)));
            }
        }
    }

    /** Asks the fee policy for the prices of this block; what it gets wrong leaves those of the block before. */
    void price() {
        CoreWrites state = new CoreWrites(view);
        if (scene.modules().feePolicy().isEmpty()) {
            return;
        }
        LoadedModule policy = scene.modules().feePolicy().get();
        byte[] used = state.feeUsage().encode();
        Overlay inner = new Overlay(view);
        run(
                execution(policy, Rules.PRICES, inner, Gas.HOOK),
                inner,
                execution -> ModuleHost.price(policy, execution, inner, used),
                failure -> events.add(failed(policy, Rules.PRICES, failure)));
        if (state.feePrices() != null) {
            state.setFeeUsage(Usage.OfBlock.NOTHING);
        }
    }

    /** As many rows as the gas is enough for: whenever it is not, half as many are tried from then on. */
    private void migrate(LoadedModule module) {
        CoreWrites state = new CoreWrites(view);
        String capability = module.id().capability();
        MigrationRow row = state.migration(capability);
        if (row == null || row.most() == 0) {
            return;
        }
        Overlay inner = new Overlay(view);
        run(
                execution(module, "rows", inner, Gas.MIGRATION),
                inner,
                execution -> {
                    ModuleHost.Rewritten rewritten = ModuleHost.migrate(module, execution, inner, row.most());
                    long rows = row.rows() + rewritten.rows();
                    execution
                            .state()
                            .setMigration(capability, rewritten.more() ? new MigrationRow(row.most(), rows) : null);
                    if (!rewritten.more()) {
                        execution.emit(MigrationRow.ENDED, named(module.id()).and("rows", rows));
                    }
                },
                failure -> {
                    state.setMigration(capability, new MigrationRow(row.most() / 2, row.rows()));
                    if (row.most() == 1) {
                        events.add(EventRow.ofLedger(
                                MigrationRow.STOPPED,
                                named(module.id()).and("rows", row.rows()).and("code", failure.code())));
                    }
                });
    }

    private void run(Execution execution, Overlay inner, Consumer<Execution> work, Consumer<Refusal> otherwise) {
        try {
            work.accept(execution);
            BigInteger unused = conclusion.of(execution, null, view, inner);
            inner.commit();
            events.addAll(execution.events());
        } catch (Refusal refusal) {
            inner.discard();
            otherwise.accept(refusal);
        } finally {
            gas += execution.gas();
        }
    }

    private Execution execution(LoadedModule module, String name, Overlay inner, long limit) {
        Context context = scene.context();
        byte[] place = new Writer(96)
                .fixed(context.chainId().toArray(), Hash.SIZE)
                .u64(context.height())
                .text(module.id().capability(), Operation.MAX_NAME)
                .text(name, MAX_NAME)
                .toBytes();
        return Execution.ofStep(scene, Hash.sha256(PURPOSE, place), new CoreWrites(inner), limit);
    }

    private static EventRow failed(LoadedModule module, String hook, Refusal failure) {
        return EventRow.ofLedger(
                HOOK_FAILED, named(module.id()).and("hook", hook).and("code", failure.code()));
    }

    private static Values named(ModuleId module) {
        return Values.of("name", module.capability()).and("version", module.version());
    }
}
