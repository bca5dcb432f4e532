package org.quoin.ledger.core.block;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MountainRange;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.WriteSet;

/**
 * A chain as it stands after one block: immutable, so that readers, the sequencer and a verification each hold their own.
 *
 * @param state what the block left
 * @param header of the block
 * @param heads the hashes of the last headers, the newest first
 * @param history of all headers up to this one, as the next header will name it
 * @param nextEvent the sequence number that the next event will have
 * @param modules the rules that the next block is executed under
 */
public record Chain(
        State state, Header header, List<Hash> heads, MountainRange history, long nextEvent, ModuleSet modules) {

    /** How many headers a chain remembers the hashes of: what proposers may know lags behind by less. */
    private static final int REMEMBERED = 16;

    /** A block just settled, and the chain that it is now the last block of. */
    public record Extension(BlockRecord record, Chain chain) {}

    /** Starts a chain that will have no modules. */
    public static Extension found(Genesis genesis) {
        return found(genesis, RulesSource.NONE);
    }

    /** Starts a chain. */
    public static Extension found(Genesis genesis, RulesSource source) {
        Overlay view = new Overlay(State.empty());
        Context context = new Context(genesis.chainId(), 0, genesis.time());
        ModuleSet modules = ModuleSet.none(source);
        Executor.execute(modules, context, new Step.Found(genesis), view);
        State state = State.empty().with(view.writes());
        Header header = header(
                context,
                Hash.ZERO,
                MountainRange.EMPTY,
                genesis.chainId(),
                0,
                genesis.operatorSet().hash(),
                modules,
                state,
                BlockOutcome.NONE);
        Hash head = header.hash();
        return new Extension(
                new BlockRecord(genesis.encode(), header, BlockOutcome.NONE, view.writes()),
                new Chain(state, header, List.of(head), MountainRange.EMPTY.with(head), 0, modules));
    }

    /** The hash of the last block's header. */
    public Hash head() {
        return heads.get(0);
    }

    /** Where the next block is executed. */
    public Tip tip() {
        return new Tip(header.chainId(), header.height(), header.time(), header.input(), state, modules);
    }

    /**
     * Executes and settles the block that comes next.
     *
     * @throws IllegalArgumentException if the input does not continue this chain
     */
    public Extension extend(BlockInput input) {
        return settle(tip().execute(input));
    }

    /**
     * Takes up an executed block: from here on its roots are known.
     *
     * @throws IllegalArgumentException if the block was not executed on this chain, or its proposer has another one
     */
    public Extension settle(Executed block) {
        BlockInput input = block.input();
        require(input.height() == header.height() + 1, "its height is " + input.height());
        require(input.parent().equals(header.input()), "its parent is another input");
        long lag = header.height() - input.knownHeight();
        require(
                lag >= heads.size() || input.known().equals(heads.get((int) lag)),
                "its proposer has another block " + input.knownHeight());

        WriteSet writes = block.writes().writes();
        State after = state.with(writes);
        Context context = new Context(header.chainId(), input.height(), input.time());
        Header next = header(
                context,
                head(),
                history,
                block.tip().input(),
                nextEvent,
                header.operators(),
                block.rules(),
                after,
                block.outcome());
        BlockRecord record = new BlockRecord(block.encoded(), next, block.outcome(), writes);
        return new Extension(record, followedBy(record, after, block.tip().modules()));
    }

    /**
     * Adds a block by its recorded writes, without executing it.
     *
     * @throws IllegalArgumentException if the record does not continue this chain
     */
    public Chain replay(BlockRecord record) {
        Header next = record.header();
        require(next.chainId().equals(header.chainId()), "it is of another chain");
        require(next.height() == header.height() + 1, "its height is " + next.height());
        require(next.parent().equals(head()), "its parent is another block");
        require(next.history().equals(history.root()), "it tells another history");
        require(next.operators().equals(header.operators()), "it has other operators");
        require(next.input().equals(BlockInput.hash(record.input().toArray())), "its input is another than it names");
        require(next.firstEvent() == nextEvent, "its events do not follow");
        return followedBy(record, state.with(record.writes()), modules);
    }

    private Chain followedBy(BlockRecord record, State after, ModuleSet following) {
        Hash next = record.header().hash();
        List<Hash> last = new ArrayList<>(List.of(next));
        last.addAll(heads.subList(0, Math.min(heads.size(), REMEMBERED - 1)));
        return new Chain(
                after,
                record.header(),
                List.copyOf(last),
                history.with(next),
                nextEvent + record.events().size(),
                following);
    }

    /** The same chain with another state of the same content. */
    public Chain withState(State same) {
        return new Chain(same, header, heads, history, nextEvent, modules);
    }

    /**
     * The same chain with the rules loaded that its state says are active: after {@link #replay}, and before anything is
     * executed.
     */
    public Chain withRules() {
        return new Chain(state, header, heads, history, nextEvent, modules.after(new CoreReads(state), List.of()));
    }

    /** Executes a recorded block again from what was ordered. */
    public Extension repeat(BlockRecord record) {
        return extend(BlockInput.decode(record.input().toArray()));
    }

    /** Whether the state has the roots that the header names. */
    public boolean hasItsRoots() {
        return header.state().equals(stateRoot(state)) && header.nonces().equals(noncesRoot(state));
    }

    private static Header header(
            Context context,
            Hash parent,
            MountainRange history,
            Hash input,
            long firstEvent,
            Hash operators,
            ModuleSet modules,
            State after,
            BlockOutcome outcome) {
        List<byte[]> events =
                outcome.events().stream().map(OutcomeCodec::encode).toList();
        return new Header(
                CoreCapability.PROTOCOL,
                context.chainId(),
                context.height(),
                context.time(),
                parent,
                history.root(),
                input,
                stateRoot(after),
                noncesRoot(after),
                MerkleList.root(outcome.leaves()),
                MerkleList.root(events),
                firstEvent,
                operators,
                modules.ids());
    }

    /** Whether the state root of a header covers a table; the nonces have a root of their own. */
    public static boolean isUnderStateRoot(Table table) {
        return !table.equals(CoreTables.NONCES);
    }

    private static Hash stateRoot(State state) {
        return Hash.of(state.root(Chain::isUnderStateRoot));
    }

    private static Hash noncesRoot(State state) {
        return Hash.of(state.tableRoot(CoreTables.NONCES));
    }

    private void require(boolean holds, String otherwise) {
        requireContinues(holds, header.height(), otherwise);
    }

    static void requireContinues(boolean holds, long height, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the block does not continue the chain at height " + height + ": " + otherwise);
        }
    }
}
