package org.quoin.ledger.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockOutcome;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.proof.Recorder;
import org.quoin.ledger.core.proof.WitnessView;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.WriteSet;

/**
 * Executes a step on all views that there are: live, on the overlay of the block that grows; on a copy-on-write overlay of that,
 * which is discarded; on one over a state in which everything before is settled; some steps later, on that state as history; and
 * on a witness, which holds proofs of what the step touches and nothing else. The whole block is executed once more as proposers
 * do it. Where they do not agree is an {@link AssertionError}.
 */
final class Views {
    private final Engine engine;
    private final Past past;

    private ModuleSet modules;
    private Context context;
    private Context parent;
    private State base;
    private Overlay block;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<VerifiedTransaction> transactions = new ArrayList<>();
    private State settled;
    private Hash stateRoot;

    /** @param random decides what of the past is executed again */
    Views(Engine engine, RandomGenerator random, ModuleSet modules, Context context, State start) {
        this.engine = engine;
        this.modules = modules;
        this.context = context;
        past = new Past(random);
        parent = context;
        base = start;
        block = new Overlay(start);
        settled = start;
        stateRoot = stateRoot(start);
    }

    /** The rules of the block. */
    ModuleSet modules() {
        return modules;
    }

    /** After the last step. */
    State settled() {
        return settled;
    }

    /** Of {@link #settled}, over all tables but the nonces. */
    Hash stateRoot() {
        return stateRoot;
    }

    /** A step that all views agree on, with the state that it was executed on. */
    record Executed(State before, WriteSet writes, Outcome outcome) {}

    void begin(Context next) {
        parent = context;
        context = next;
        base = settled;
        block = new Overlay(base);
        outcomes.clear();
        transactions.clear();
    }

    /** @param onWitness whether a witness is among the views: that takes as long as all others together */
    Executed execute(Step step, boolean onWitness) {
        State before = settled;
        Overlay copy = new Overlay(block);
        Outcome onCopy = engine.execute(modules, context, step, copy);
        WriteSet writes = copy.writes();
        copy.discard();
        Overlay fresh = new Overlay(before);
        Outcome onFresh = engine.execute(modules, context, step, fresh);
        Outcome outcome = engine.execute(modules, context, step, block);

        require(onCopy.equals(outcome) && onFresh.equals(outcome), "the views come to different outcomes");
        require(fresh.writes().equals(writes), "the views are written differently");
        State after = before.with(writes);
        if (onWitness) {
            requireSameOnWitness(step, outcome, writes, after);
        }
        require(
                Hash.of(base.with(block.writes()).root()).equals(Hash.of(after.root())),
                "the views have different roots");
        past.remember(new Past.Executed(modules, context, step, before, outcome, writes));
        requireSamePast(past.recall());

        settled = after;
        stateRoot = stateRoot(after);
        outcomes.add(outcome);
        if (step instanceof Step.Apply apply) {
            transactions.add(apply.transaction());
        }
        return new Executed(before, writes, outcome);
    }

    /** On proofs of what the step reads and writes alone, it comes to the same, and so do both roots after it. */
    private void requireSameOnWitness(Step step, Outcome outcome, WriteSet writes, State after) {
        Recorder recorder = new Recorder(settled);
        Overlay recorded = new Overlay(recorder);
        engine.execute(modules, context, step, recorded);
        WitnessView witness = recorder.witness(recorded.writes());
        Overlay again = new Overlay(witness);
        Outcome onWitness = engine.execute(modules, context, step, again);
        require(onWitness.equals(outcome), "the witness comes to a different outcome");
        require(again.writes().equals(writes), "the witness is written differently");
        require(witness.roots().state().equals(stateRoot), "the witness is of another state");
        WitnessView.Roots roots = witness.rootsAfter(writes);
        require(roots.state().equals(stateRoot(after)), "the witness has another state root");
        require(roots.nonces().equals(Hash.of(after.tableRoot(Rows.NONCES))), "the witness has another nonces root");
    }

    private void requireSamePast(Past.Executed old) {
        Overlay historic = new Overlay(old.before());
        Outcome again = engine.execute(old.modules(), old.context(), old.step(), historic);
        require(again.equals(old.outcome()) && historic.writes().equals(old.writes()), "the past has changed");
    }

    /** Ends the block: the next one has the rules that this one left active. */
    void end() {
        ModuleSet next = modules.after(
                new CoreReads(settled),
                transactions.stream().map(VerifiedTransaction::transaction).toList());
        requireSameAsAWhole(next);
        modules = next;
    }

    /** Executed all at once, by what executes it in a node, the block comes to the same. */
    private void requireSameAsAWhole(ModuleSet next) {
        BlockInput input = new BlockInput(
                CoreCapability.PROTOCOL,
                context.height(),
                Hash.ZERO,
                context.time(),
                modules.hash(),
                parent.height(),
                Hash.ZERO,
                transactions);
        Tip tip = new Tip(context.chainId(), parent.height(), parent.time(), Hash.ZERO, base, modules);
        var whole = tip.execute(input);
        List<ReceiptRow> receipts = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            receipts.add(new ReceiptRow(transactions.get(i).id(), outcomes.get(i + 1)));
        }
        BlockOutcome parts = new BlockOutcome(outcomes.get(0), receipts, outcomes.get(outcomes.size() - 1));
        require(whole.outcome().equals(parts), "the block as a whole comes to a different outcome");
        require(whole.writes().writes().equals(block.writes()), "the block as a whole is written differently");
        require(whole.tip().modules().hash().equals(next.hash()), "the block as a whole leads to other rules");
    }

    private static Hash stateRoot(State state) {
        return Hash.of(state.root(table -> !table.equals(Rows.NONCES)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
