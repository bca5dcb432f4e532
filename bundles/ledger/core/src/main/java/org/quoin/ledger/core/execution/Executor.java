package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
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
        Fee fee;
        try {
            Envelope.requireChainAndTime(transaction, context.chainId(), context.time());
            long signer = Envelope.requireSigner(transaction, state);
            long next = state.nextSequence(signer, transaction.lane());
            Envelope.requireSequence(transaction, next);

            state.setNextSequence(signer, transaction.lane(), next + 1);
            fee = Fee.of(rules, modules, transaction, Weights.envelope(verified), state);
        } catch (Refusal refusal) {
            return Outcome.rejected(0, BigInteger.ZERO, List.of(), refusal);
        }

        Scene scene = new Scene(context, modules);
        Conclusion conclusion = new Conclusion(rules, modules);
        Overlay attempt = new Overlay(view);
        Execution execution = new Execution(
                scene,
                verified.id(),
                transaction.signer(),
                new CoreWrites(attempt),
                fee == null ? Gas.TRANSACTION : fee.gas());
        try {
            if (fee != null) {
                fee.reserve(execution, attempt);
            }
            operate(rules, execution, transaction, attempt);
            BigInteger paid = conclusion.of(execution, fee, view, attempt);
            attempt.commit();
            return Outcome.applied(execution.gas(), paid, execution.events());
        } catch (Refusal refusal) {
            attempt.discard();
            return rejected(fee, conclusion, execution, refusal, view);
        }
    }

    /** It costs what it used until then. If that is not there, it costs nothing. */
    private static Outcome rejected(
            @Nullable Fee fee, Conclusion conclusion, Execution rejected, Refusal reason, Overlay view) {
        long gas = rejected.gas();
        if (fee == null) {
            return Outcome.rejected(gas, BigInteger.ZERO, List.of(), reason);
        }
        Overlay charge = new Overlay(view);
        Execution execution = new Execution(
                rejected.scene(), rejected.transaction(), rejected.signer(), new CoreWrites(charge), Gas.TRANSACTION);
        try {
            BigInteger paid = fee.settleRejected(execution, charge, gas);
            conclusion.requireInvariants(view, charge);
            charge.commit();
            return Outcome.rejected(gas, paid, execution.events(), reason);
        } catch (Refusal unpaid) {
            charge.discard();
            return Outcome.rejected(gas, BigInteger.ZERO, List.of(), reason);
        }
    }

    /**
     * What a transaction would use and cost: neither its nonce nor what it offers counts.
     *
     * @param refusal why it would be rejected, or null
     */
    public record Estimate(
            Usage usage, BigInteger base, @Nullable Refusal refusal) {}

    /**
     * Executes the operations of a transaction that need not be signed, on a copy of the state that nobody sees.
     *
     * @throws Refusal if there is no such signer
     */
    public static Estimate estimate(ModuleSet modules, Context context, Transaction transaction, View state) {
        CoreReads reads = new CoreReads(state);
        if (reads.accountRow(transaction.signer()) == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_ACCOUNT, Values.of("account", transaction.signer()));
        }
        Overlay attempt = new Overlay(state);
        Execution execution = new Execution(
                new Scene(context, modules),
                transaction.id(),
                transaction.signer(),
                new CoreWrites(attempt),
                Gas.TRANSACTION);
        Usage envelope = Weights.envelope(transaction.key(), Weights.encodedSize(transaction));
        Fee fee = null;
        Refusal refusal = null;
        try {
            fee = Fee.of(NativeRules.CURRENT, modules, transaction, envelope, reads);
            if (fee != null) {
                fee.estimate(execution, attempt);
            }
            operate(NativeRules.CURRENT, execution, transaction, attempt);
            Conclusion.checkEnd(execution, attempt);
        } catch (Refusal why) {
            refusal = why;
        }
        Usage usage = new Usage(
                envelope.execution() + execution.gas(), envelope.data(), Math.max(0, attempt.growth(Weights.ROW)));
        BigInteger base = fee == null ? BigInteger.ZERO : fee.base(usage);
        return new Estimate(usage, base, refusal);
    }

    private static void operate(NativeRules rules, Execution execution, Transaction transaction, Overlay attempt) {
        for (int index = 0; index < transaction.operations().size(); index++) {
            Operation operation = transaction.operations().get(index);
            if (operation.capability().equals(CoreCapability.NAME)) {
                run(rules, execution, operation);
            } else {
                LoadedModule module = execution
                        .scene()
                        .modules()
                        .executing(
                                execution.state(),
                                operation.capability(),
                                operation.name(),
                                operation.schema(),
                                operation.body());
                ModuleHost.operate(module, execution, attempt, operation, index);
            }
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
