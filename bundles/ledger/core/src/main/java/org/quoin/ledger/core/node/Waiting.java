package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * What waits to be put into a block. A sender's transactions come out in the order in which they came in, and the senders
 * take turns: however many one of them has waiting, the next block has room for another's. {@link Shares} bounds it.
 */
final class Waiting {
    /** Something that asks for a place in the chain. */
    sealed interface Item {}

    /** A transaction, and whom to tell what became of it. */
    record Submitted(VerifiedTransaction transaction, CompletableFuture<Receipt> receipt) implements Item {}

    /** Blocks, empty unless transactions are held back, and whom to tell where the chain stands then. */
    record EmptyBlocks(int count, CompletableFuture<LedgerInfo> done) implements Item {}

    /** What comes between two orders for empty blocks, by sender. */
    private static final class Round {
        private final Map<String, Deque<Submitted>> senders = new HashMap<>();
        private final Deque<Deque<Submitted>> turns = new ArrayDeque<>();
        private int size;

        private void add(Submitted submitted) {
            size++;
            senders.computeIfAbsent(submitted.transaction().transaction().signer(), this::join)
                    .add(submitted);
        }

        private Deque<Submitted> join(String sender) {
            Deque<Submitted> queue = new ArrayDeque<>();
            turns.add(queue);
            return queue;
        }

        /** Takes as many as fit into a block. */
        private List<Submitted> take() {
            List<Submitted> taken = new ArrayList<>();
            long bytes = 0;
            while (!turns.isEmpty() && taken.size() < BlockInput.MAX_TRANSACTIONS) {
                Deque<Submitted> queue = turns.getFirst();
                Submitted next = queue.getFirst();
                bytes += next.transaction().encoded().size();
                if (bytes > BlockInput.MAX_SIZE) {
                    break;
                }
                taken.add(queue.remove());
                turns.removeFirst();
                if (queue.isEmpty()) {
                    senders.remove(next.transaction().transaction().signer());
                } else {
                    turns.addLast(queue);
                }
            }
            size -= taken.size();
            return taken;
        }
    }

    /** In a block, not to wait for more. */
    private static final int ENOUGH = 1_000;

    /** In nanoseconds, from one block to the next: a block costs much that does not depend on how many are in it. */
    private static final long PACE = 5_000_000;

    /** The same while the door does not keep up with those who submit: then an answer takes longer in any case. */
    private static final long PACE_OF_MANY = 20_000_000;

    /** Coming: more are there only when the door does not keep up. */
    private static final int FEW = 256;

    /** In milliseconds. */
    private static final long BETWEEN_LOOKS = 1;

    private final Shares shares;
    private final LongSupplier nanos;

    /** Each a {@link Round} or {@link EmptyBlocks}. */
    private final Deque<Object> items = new ArrayDeque<>();

    private boolean closed;

    /** Whether transactions stay until somebody asks for blocks. */
    private boolean held;

    /** Whether what is held will not be ordered any more. */
    private boolean abandoned;

    /** Whether who takes waits for the first. */
    private boolean idle;

    /** When something was taken last. */
    private long lastTake;

    /** Transactions that wait. */
    private int size;

    /**
     * Nothing waits yet.
     *
     * @param shares gets back what each transaction took of it
     * @param nanos a clock that runs evenly, as {@link System#nanoTime}
     */
    Waiting(Shares shares, LongSupplier nanos) {
        this.shares = shares;
        this.nanos = nanos;
        lastTake = nanos.getAsLong() - PACE_OF_MANY;
    }

    /** @return false if no more is taken */
    synchronized boolean offer(Submitted submitted) {
        if (closed) {
            return false;
        }
        if (!(items.peekLast() instanceof Round)) {
            items.add(new Round());
        }
        ((Round) items.getLast()).add(submitted);
        size++;
        if (idle) {
            notifyAll();
        }
        return true;
    }

    /** Says whether transactions are held back until somebody asks for blocks. */
    synchronized void hold(boolean back) {
        held = back;
        notifyAll();
    }

    synchronized boolean isHeld() {
        return held;
    }

    /** Waits until fewer transactions than these wait, or no more is taken. */
    synchronized void awaitFewerThan(int most) throws InterruptedException {
        while (size >= most && !closed && !abandoned) {
            wait();
        }
    }

    /** @return false if no more is taken */
    synchronized boolean offer(EmptyBlocks blocks) {
        if (closed) {
            return false;
        }
        items.add(blocks);
        notifyAll();
        return true;
    }

    /**
     * Waits for something to do, then takes as many transactions as fit into a block, or one order for empty blocks. Blocks
     * follow each other at a pace, unless they have enough.
     *
     * @param coming how many will be offered before long
     * @return empty when closed and nothing is left
     */
    List<Item> take(IntSupplier coming) throws InterruptedException {
        List<Item> items = takeWhenThere(coming);
        shares.giveBack(items.stream()
                .filter(Submitted.class::isInstance)
                .map(item -> ((Submitted) item).transaction())
                .toList());
        return items;
    }

    private synchronized List<Item> takeWhenThere(IntSupplier coming) throws InterruptedException {
        do {
            awaitSomething();
            while (isWorthWaiting(coming)) {
                wait(BETWEEN_LOOKS);
            }
        } while (held && !hasOrder() && !closed);
        if (held) {
            return takeOrder();
        }
        lastTake = nanos.getAsLong();
        if (items.peek() instanceof Round round) {
            List<Item> taken = List.copyOf(round.take());
            if (round.turns.isEmpty()) {
                items.remove();
            }
            size -= taken.size();
            notifyAll();
            return taken;
        }
        return items.isEmpty() ? List.of() : List.of((EmptyBlocks) items.remove());
    }

    private void awaitSomething() throws InterruptedException {
        idle = true;
        while ((held ? !hasOrder() : items.isEmpty()) && !closed) {
            wait();
        }
        idle = false;
    }

    private boolean hasOrder() {
        return items.stream().anyMatch(EmptyBlocks.class::isInstance);
    }

    /** The first order for blocks, whatever is before it; empty if there is none. */
    private List<Item> takeOrder() {
        for (Object item : items) {
            if (item instanceof EmptyBlocks blocks) {
                items.remove(item);
                return List.of(blocks);
            }
        }
        return List.of();
    }

    /** Takes as many of the transactions that are held back as fit into a block; none if none are. */
    List<Submitted> takeHeld() {
        List<Submitted> taken = takeHeldWhereThere();
        giveBack(taken);
        return taken;
    }

    private synchronized List<Submitted> takeHeldWhereThere() {
        Round round = held ? firstRound() : null;
        if (round == null) {
            return List.of();
        }
        List<Submitted> taken = List.copyOf(round.take());
        if (round.turns.isEmpty()) {
            items.remove(round);
        }
        size -= taken.size();
        notifyAll();
        return taken;
    }

    private @Nullable Round firstRound() {
        for (Object item : items) {
            if (item instanceof Round round) {
                return round;
            }
        }
        return null;
    }

    private void giveBack(List<Submitted> taken) {
        shares.giveBack(taken.stream().map(Submitted::transaction).toList());
    }

    /** What is held back now will not be ordered: nobody waits for room any more. */
    synchronized void abandonHeld() {
        abandoned = held;
        notifyAll();
    }

    /** After {@link #abandonHeld} and {@link #close}: takes out all that is held back. */
    List<Submitted> takeAbandoned() {
        List<Submitted> all = new ArrayList<>();
        for (List<Submitted> some = takeHeld(); !some.isEmpty(); some = takeHeld()) {
            all.addAll(some);
        }
        return all;
    }

    private boolean isWorthWaiting(IntSupplier coming) {
        return items.size() == 1
                && items.getFirst() instanceof Round round
                && round.size < ENOUGH
                && !closed
                && !held
                && isEarly(coming.getAsInt());
    }

    private boolean isEarly(int coming) {
        return nanos.getAsLong() - lastTake < (coming > FEW ? PACE_OF_MANY : PACE);
    }

    /** Takes no more; what is there can still be taken out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Forgets all that is left, and gives back those who asked for empty blocks: who submitted is known elsewhere. */
    synchronized List<EmptyBlocks> drain() {
        List<EmptyBlocks> left = items.stream()
                .filter(EmptyBlocks.class::isInstance)
                .map(EmptyBlocks.class::cast)
                .toList();
        items.clear();
        size = 0;
        return left;
    }
}
