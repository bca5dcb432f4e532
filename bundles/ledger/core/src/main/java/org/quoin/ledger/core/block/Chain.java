package org.quoin.ledger.core.block;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.WriteSet;

/**
 * A chain as it stands after one block: immutable, so that readers, the sequencer and a verification each hold their own.
 *
 * @param state what the block left
 * @param header of the block
 * @param head the header's hash
 * @param nextEvent the sequence number that the next event will have
 */
public record Chain(State state, Header header, Hash head, long nextEvent) {

    /** A block just executed, and the chain that it is now the last block of. */
    public record Extension(BlockRecord record, Chain chain) {}

    /** Starts a chain. */
    public static Extension found(Genesis genesis) {
        Overlay view = new Overlay(State.empty());
        Context context = new Context(genesis.chainId(), 0, genesis.time());
        Executor.execute(context, new Step.Found(genesis), view);
        return seal(
                State.empty(), genesis.encode(), context, genesis.chainId(), Hash.ZERO, 0, List.of(), view.writes());
    }

    /**
     * Executes the block that comes next.
     *
     * @throws IllegalArgumentException if the input does not continue this chain
     */
    public Extension extend(BlockInput input) {
        require(input.protocol() == CoreCapability.PROTOCOL, "it follows protocol " + input.protocol());
        require(input.height() == header.height() + 1, "its height is " + input.height());
        require(input.parent().equals(header.input()), "its parent is another input");
        require(!input.time().isBefore(header.time()), "its time is before its parent's");
        require(input.knownHeight() <= header.height(), "its proposer knows block " + input.knownHeight());
        require(
                input.knownHeight() < header.height() || input.known().equals(head),
                "its proposer has another block " + header.height());

        Overlay view = new Overlay(state);
        Context context = new Context(header.chainId(), input.height(), input.time());
        List<ReceiptRow> receipts = new ArrayList<>(input.transactions().size());
        for (VerifiedTransaction transaction : input.transactions()) {
            Outcome outcome = Executor.execute(context, new Step.Apply(transaction), view);
            receipts.add(new ReceiptRow(transaction.id(), outcome));
        }
        byte[] encoded = input.encode();
        return seal(
                state, Bytes.of(encoded), context, BlockInput.hash(encoded), head, nextEvent, receipts, view.writes());
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
        require(next.parent().equals(head), "its parent is another block");
        require(next.input().equals(BlockInput.hash(record.input().toArray())), "its input is another than it names");
        require(next.firstEvent() == nextEvent, "its events do not follow");
        return new Chain(
                state.with(record.writes()),
                next,
                next.hash(),
                nextEvent + record.events().size());
    }

    /** Adds block 0 by its recorded writes. */
    public static Chain replayFirst(BlockRecord record) {
        Header header = record.header();
        return new Chain(State.empty().with(record.writes()), header, header.hash(), header.firstEvent());
    }

    /** Executes a recorded block again from what was ordered. */
    public Extension repeat(BlockRecord record) {
        return extend(BlockInput.decode(record.input().toArray()));
    }

    /** Whether the state has the roots that the header names. */
    public boolean hasItsRoots() {
        return header.state().equals(stateRoot(state)) && header.nonces().equals(noncesRoot(state));
    }

    private static Extension seal(
            State before,
            Bytes input,
            Context context,
            Hash inputHash,
            Hash parent,
            long firstEvent,
            List<ReceiptRow> receipts,
            WriteSet writes) {
        State after = before.with(writes);
        List<EventRow> events = receipts.stream()
                .flatMap(row -> row.outcome().events().stream())
                .toList();
        Header header = new Header(
                CoreCapability.PROTOCOL,
                context.chainId(),
                context.height(),
                context.time(),
                parent,
                inputHash,
                stateRoot(after),
                noncesRoot(after),
                MerkleList.root(receipts.stream().map(ReceiptRow::encode).toList()),
                MerkleList.root(events.stream().map(ReceiptRow::encode).toList()),
                firstEvent,
                List.of());
        return new Extension(
                new BlockRecord(input, header, receipts, writes),
                new Chain(after, header, header.hash(), firstEvent + events.size()));
    }

    private static Hash stateRoot(State state) {
        return Hash.of(state.root(table -> !table.equals(CoreTables.NONCES)));
    }

    private static Hash noncesRoot(State state) {
        return Hash.of(state.tableRoot(CoreTables.NONCES));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the block does not continue the chain at height " + header.height() + ": " + otherwise);
        }
    }
}
