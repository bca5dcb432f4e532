package org.quoin.ledger.core.execution;

import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;

/** Rules in place of the active ones of their capability, on copies of the state that nobody else sees. */
public final class Trial {
    private final LoadedModule candidate;
    private final ModuleSet modules;

    public Trial(LoadedModule candidate, ModuleSet active) {
        this.candidate = candidate;
        modules = active.with(candidate);
    }

    /** Why the ledger would not activate the rules, if it would not. */
    public static Optional<Refusal> refusal(LoadedModule candidate, View state) {
        try {
            Activation.requireFitting(new CoreReads(state), candidate.id(), candidate.description());
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal);
        }
    }

    /**
     * A copy of a state on which the rules are active from the next block on.
     *
     * @param context of the block that would activate them
     * @throws Refusal if the ledger would not
     */
    public Overlay on(View state, Context context) {
        Overlay copy = new Overlay(state);
        CoreWrites writes = new CoreWrites(copy);
        ModuleId id = candidate.id();
        Activation.requireFitting(writes, id, candidate.description());
        ModuleRow known = writes.module(id.sha256());
        ModuleRow row = known != null
                ? known
                : new ModuleRow(id, context.height(), candidate.description().encode());
        if (known == null) {
            writes.addModule(row);
        }
        if (!id.sha256().equals(writes.activeModule(id.capability()))) {
            EventRow unused = Activation.activate(writes, row, context.height(), Hash.ZERO);
        }
        return copy;
    }

    public Outcome execute(Context context, Step step, Overlay copy) {
        return Executor.execute(modules, context, step, copy);
    }

    public ModuleSet modules() {
        return modules;
    }

    /** Which of some writes change what anybody has. */
    public static List<Write> funds(WriteSet writes) {
        return writes.writes().stream()
                .filter(write -> write.table().equals(CoreTables.BALANCES)
                        || write.table().equals(CoreTables.AGREEMENT_BALANCES)
                        || write.table().equals(CoreTables.LOCKED))
                .toList();
    }
}
