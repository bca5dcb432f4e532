package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
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
        BlockSteps steps = new BlockSteps(rules, new Scene(context, modules), view);
        return step instanceof Step.End end ? steps.end(end) : steps.start();
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
            new Conclusion(rules, modules).of(execution, view, attempt);
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
