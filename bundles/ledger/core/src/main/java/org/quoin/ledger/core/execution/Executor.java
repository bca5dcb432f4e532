package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.QueryType;
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
        return found(((Step.Found) step).genesis(), view);
    }

    /**
     * Asks the active rules of a capability, without changing anything.
     *
     * @throws Refusal if it is not active, has no such query, or refuses to answer
     */
    public static Bytes query(
            ModuleSet modules, Context context, View view, String capability, String query, int schema, Bytes input) {
        LoadedModule module = requireModule(modules, capability);
        QueryType type = module.description()
                .query(query, schema)
                .orElseThrow(() -> new Refusal(
                        LedgerFailure.UNKNOWN_QUERY,
                        Values.of("capability", capability).and("query", query).and("schema", (long) schema)));
        try {
            type.requireInput(input);
        } catch (MalformedBytesException e) {
            throw new Refusal(
                    LedgerFailure.MALFORMED_QUERY,
                    Values.of("query", query).and("reason", String.valueOf(e.getMessage())));
        }
        return ModuleHost.answer(module, context, new Overlay(view), query, schema, input);
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
            return Outcome.rejected(refusal);
        }

        Overlay attempt = new Overlay(view);
        try {
            Execution execution = new Execution(context, verified.id(), transaction.signer(), new CoreWrites(attempt));
            for (int index = 0; index < transaction.operations().size(); index++) {
                Operation operation = transaction.operations().get(index);
                if (operation.capability().equals(CoreCapability.NAME)) {
                    run(rules, execution, operation);
                } else {
                    run(requireModule(modules, operation.capability()), execution, attempt, operation, index);
                }
            }
            requireInvariants(rules.invariants(), view, attempt);
            attempt.commit();
            return Outcome.applied(execution.events());
        } catch (Refusal refusal) {
            attempt.discard();
            return Outcome.rejected(refusal);
        }
    }

    private static void run(NativeRules rules, Execution execution, Operation operation) {
        NativeOperation handler = rules.find(operation);
        if (handler == null) {
            throw unknown(operation);
        }
        handler.apply(execution, decode(handler.type(), operation));
    }

    private static void run(LoadedModule module, Execution execution, Overlay attempt, Operation operation, int index) {
        OperationType type = module.description()
                .operation(operation.name(), operation.schema())
                .orElseThrow(() -> unknown(operation));
        decode(type, operation);
        ModuleHost.operate(module, execution, attempt, operation, index);
    }

    private static LoadedModule requireModule(ModuleSet modules, String capability) {
        return modules.find(capability)
                .orElseThrow(() -> new Refusal(LedgerFailure.MODULE_NOT_ACTIVE, Values.of("capability", capability)));
    }

    private static Refusal unknown(Operation operation) {
        return new Refusal(
                LedgerFailure.UNKNOWN_OPERATION,
                Values.of("capability", operation.capability())
                        .and("operation", operation.name())
                        .and("schema", (long) operation.schema()));
    }

    private static Values decode(OperationType type, Operation operation) {
        try {
            return type.fields().decode(operation.body());
        } catch (MalformedBytesException e) {
            throw new Refusal(
                    LedgerFailure.MALFORMED_OPERATION,
                    Values.of("operation", operation.name()).and("reason", String.valueOf(e.getMessage())));
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
        return Outcome.applied(List.of());
    }

    private static long founder(CoreReads state, String name) {
        return Objects.requireNonNull(state.account(name), "genesis is consistent")
                .ordinal();
    }
}
