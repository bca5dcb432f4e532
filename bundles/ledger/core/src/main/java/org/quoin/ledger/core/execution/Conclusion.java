package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.ObserverType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.View;

/** What everything that rules did ends with: who was touched looks at it, others are told of it, and it must hold what always holds. */
final class Conclusion {
    private final NativeRules rules;
    private final ModuleSet modules;

    Conclusion(NativeRules rules, ModuleSet modules) {
        this.rules = rules;
        this.modules = modules;
    }

    /**
     * Looks at what was done, takes the fee for it, and lets others act on it.
     *
     * @param fee null if it is free
     * @param before what it was done on
     * @param attempt with what was done, on {@code before}
     * @return what the signer has paid
     * @throws Refusal if it must not be
     */
    BigInteger of(Execution execution, @Nullable Fee fee, View before, Overlay attempt) {
        checkEnd(execution, attempt);
        BigInteger paid = fee == null ? BigInteger.ZERO : fee.settle(execution, attempt);
        tell(execution, attempt);
        requireInvariants(before, attempt);
        return paid;
    }

    /** Every capability that was touched looks at what was done. */
    static void checkEnd(Execution execution, Overlay attempt) {
        execution.touched().stream()
                .filter(module -> module.description().endCheck())
                .forEach(module -> ModuleHost.check(module, execution, attempt));
    }

    void requireInvariants(View before, Overlay attempt) {
        for (Invariant invariant : rules.invariants()) {
            if (!invariant.holds(before, attempt)) {
                throw new Refusal(LedgerFailure.INVARIANT_BREACHED, Values.of("invariant", invariant.sentence()));
            }
        }
    }

    /** Observers act after all operations, and what one of them does wrong is nobody else's. */
    private void tell(Execution execution, Overlay attempt) {
        List<EventRow> events = execution.events();
        for (int i = 0; i < events.size(); i++) {
            EventRow event = events.get(i);
            ObserverType observed = new ObserverType(event.capability(), event.name());
            for (LoadedModule module : modules.active()) {
                if (module.description().observers().contains(observed)) {
                    tell(module, execution, attempt, event, i);
                }
            }
        }
    }

    private static void tell(LoadedModule module, Execution execution, Overlay attempt, EventRow event, int number) {
        Overlay inner = new Overlay(attempt);
        int mark = execution.mark();
        try {
            ModuleHost.observe(module, execution.within(inner), inner, event, number);
            inner.commit();
        } catch (Refusal refusal) {
            inner.discard();
            execution.undo(mark);
        }
    }
}
