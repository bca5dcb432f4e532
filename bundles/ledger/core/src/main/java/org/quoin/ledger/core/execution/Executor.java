package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.ObserverType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.Writer;

/**
 * The one stateless function: a step, on a view, in a context, comes to an outcome. The same bytes come to the same outcome
 * on any view with the same content, at any time, on any machine.
 *
 * <p>A transaction: its envelope must hold; its nonce is used up; its operations are executed, each on what its
 * predecessors left; then the invariants are checked on what changed. If any of it refuses, all that the operations wrote is
 * discarded; only the nonce stays used. The operations of a capability are executed by the rules of the given set; rules that
 * fail are as good as rules that refuse. A transaction whose envelope does not hold changes nothing at all.
 */
public final class Executor {
    private Executor() {}

    /** Writes what the step does to {@code view}, which nobody else writes meanwhile. */
    public static Outcome execute(ModuleSet modules, Context context, Step step, Overlay view) {
        return execute(NativeRules.CURRENT, modules, context, step, view);
    }

    static Outcome execute(NativeRules rules, ModuleSet modules, Context context, Step step, Overlay view) {
        if (step instanceof Step.Apply apply) {
            return apply(rules, modules, context, apply.transaction(), view);
        }
        if (step instanceof Step.Found found) {
            return found(found.genesis(), view);
        }
        ActivateModuleOperation.activateDue(new CoreWrites(view), context.height());
        return Outcome.applied(0, List.of());
    }

    /**
     * Asks the active rules of a capability, without changing anything.
     *
     * @throws Refusal if it is not active, has no such query, or refuses to answer
     */
    public static Bytes query(
            ModuleSet modules, Context context, View view, String capability, String query, int schema, Bytes input) {
        LoadedModule module = modules.answering(capability, query, schema, input);
        return ModuleHost.answer(module, new Scene(context, modules), new Overlay(view), query, schema, input);
    }

    private static Outcome apply(
            NativeRules rules, ModuleSet modules, Context context, VerifiedTransaction verified, Overlay view) {
        Transaction transaction = verified.transaction();
        CoreWrites state = new CoreWrites(view);
        try {
            Envelope.requireChainAndTime(transaction, context.chainId(), context.time());
            long signer = Envelope.requireSigner(transaction, state);
            long next = state.nextSequence(signer, transaction.lane());
            Envelope.requireSequence(transaction, next);

            state.setNextSequence(signer, transaction.lane(), next + 1);
        } catch (Refusal refusal) {
            return Outcome.rejected(0, refusal);
        }

        Overlay attempt = new Overlay(view);
        Execution execution = new Execution(
                new Scene(context, modules), verified.id(), transaction.signer(), new CoreWrites(attempt));
        try {
            for (int index = 0; index < transaction.operations().size(); index++) {
                Operation operation = transaction.operations().get(index);
                if (operation.capability().equals(CoreCapability.NAME)) {
                    run(rules, execution, operation);
                } else {
                    LoadedModule module = modules.executing(
                            execution.state(),
                            operation.capability(),
                            operation.name(),
                            operation.schema(),
                            operation.body());
                    ModuleHost.operate(module, execution, attempt, operation, index);
                }
            }
            execution.touched().stream()
                    .filter(module -> module.description().endCheck())
                    .forEach(module -> ModuleHost.check(module, execution, attempt));
            tell(modules, execution, attempt);
            requireInvariants(rules.invariants(), view, attempt);
            attempt.commit();
            return Outcome.applied(execution.gas(), execution.events());
        } catch (Refusal refusal) {
            attempt.discard();
            return Outcome.rejected(execution.gas(), refusal);
        }
    }

    private static void run(NativeRules rules, Execution execution, Operation operation) {
        NativeOperation handler = rules.find(operation);
        if (handler == null) {
            throw Refusal.unknownOperation(operation.capability(), operation.name(), operation.schema());
        }
        execution.charge(operation, Gas.NATIVE);
        handler.apply(execution, Refusal.requireWellFormed(handler.type(), operation.body()));
    }

    /** Observers act after all operations, and what one of them does wrong is nobody else's. */
    private static void tell(ModuleSet modules, Execution execution, Overlay attempt) {
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

    private static void requireInvariants(List<Invariant> invariants, Overlay before, Overlay attempt) {
        for (Invariant invariant : invariants) {
            if (!invariant.holds(before, attempt)) {
                throw new Refusal(LedgerFailure.INVARIANT_BREACHED, Values.of("invariant", invariant.sentence()));
            }
        }
    }

    private static Outcome found(Genesis genesis, Overlay view) {
        CoreWrites state = new CoreWrites(view);
        for (Genesis.Founder founder : genesis.founders()) {
            state.addAccount(founder.account(), List.of(founder.key()));
        }
        for (Genesis.Endowment endowment : genesis.assets()) {
            AssetRow asset = state.addAsset(endowment.asset(), endowment.supply(), endowment.issuer());
            for (Genesis.Share share : endowment.shares()) {
                long holder = founder(state, share.account());
                BigInteger sum = state.balance(holder, asset.ordinal()).add(share.units());
                state.setBalance(holder, asset.ordinal(), sum);
            }
        }
        Writer operators = new Writer().count(genesis.operators().size(), Genesis.MAX_OPERATORS);
        genesis.operators().forEach(operator -> operators.text(operator, Names.MAX));
        state.setParameter("operators", operators.toBytes());
        state.setModulePolicy(genesis.development() ? ModulePolicy.AUTO : ModulePolicy.GOVERNED);
        return Outcome.applied(0, List.of());
    }

    private static long founder(CoreReads state, String name) {
        return Objects.requireNonNull(state.account(name), "genesis is consistent")
                .ordinal();
    }
}
