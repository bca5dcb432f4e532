package org.quoin.ledger.core.node;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * What waits to be put into a block, in the order of {@link TipOrder}: however many one sender has waiting, the next block has
 * room for another's. {@link Shares} bounds it. Lanes at whose head is what cannot pay the prices of the next block stand aside
 * until prices fall.
 */
final class Waiting {
    /** Something that asks for a place in the chain. */
    sealed interface Item {}

    /**
     * A transaction, and whom to tell what became of it.
     *
     * @param tip by which it is ordered
     */
    record Submitted(VerifiedTransaction transaction, CompletableFuture<Receipt> receipt, long tip)
            implements Item, TipOrder.Item {
        /** By nothing but its turn. */
        Submitted(VerifiedTransaction transaction, CompletableFuture<Receipt> receipt) {
            this(transaction, receipt, 0);
        }

        @Override
        public Transaction content() {
            return transaction.transaction();
        }
    }

    /** Blocks, empty unless transactions are held back, and whom to tell where the chain stands then. */
    record EmptyBlocks(int count, CompletableFuture<LedgerInfo> done) implements Item {}

    /** What comes between two orders for empty blocks. */
    private final class Round {
        private final TipOrder<Submitted> order = new TipOrder<>();

        /** Takes as many as fit into a block. */
        private List<Submitted> take() {
            List<Submitted> taken = new ArrayList<>();
            long bytes = 0;
            while (taken.size() < BlockInput.MAX_TRANSACTIONS) {
                Submitted next = order.first();
                if (next == null) {
                    break;
                }
                if (!payable.test(next)) {
                    setAside(next.content());
                    continue;
                }
                bytes += next.transaction().encoded().size();
                if (bytes > BlockInput.MAX_SIZE) {
                    break;
                }
                taken.add(order.poll());
            }
            return List.copyOf(taken);
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

    /** In milliseconds, to a block that lets prices fall for those who wait for that alone. */
    private static final long QUIET = 1_000;

    private final Shares shares;
    private final LongSupplier nanos;

    /** Each a {@link Round} or {@link EmptyBlocks}. */
    private final Deque<Object> items = new ArrayDeque<>();

    /** The lanes that wait for prices to fall. */
    private final TipOrder<Submitted> aside = new TipOrder<>();

    /** Whether a transaction can pay the prices of the next block. */
    private Predicate<Submitted> payable = transaction -> true;

    private boolean closed;

    /** Whether transactions stay until somebody asks for blocks. */
    private boolean held;

    /** Whether what is held will not be ordered any more. */
    private boolean abandoned;

    /** Whether who takes waits for the first. */
    private boolean idle;

    /** When something was taken last. */
    private long lastTake;

    /** Transactions that wait, and do not stand aside. */
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

    /** How many transactions come before one that tips so much. */
    synchronized long before(long tip) {
        long before = 0;
        for (Object item : items) {
            before += item instanceof Round round ? round.order.before(tip) : 0;
        }
        return before;
    }

    /** @return false if no more is taken */
    synchronized boolean offer(Submitted submitted) {
        if (closed) {
            return false;
        }
        if (aside.has(submitted.content().signer(), submitted.content().lane())) {
            aside.add(submitted);
            return true;
        }
        if (!(items.peekLast() instanceof Round)) {
            items.add(new Round());
        }
        ((Round) items.getLast()).order.add(submitted);
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
        while (true) {
            List<Item> taken = takeSome(coming);
            if (!taken.isEmpty() || closed && (held || items.isEmpty())) {
                return taken;
            }
        }
    }

    /** None if all that could be taken stands aside now. */
    private List<Item> takeSome(IntSupplier coming) throws InterruptedException {
        do {
            if (!awaitSomething()) {
                return List.of(new EmptyBlocks(1, new CompletableFuture<>()));
            }
            while (isWorthWaiting(coming)) {
                wait(BETWEEN_LOOKS);
            }
        } while (held && !hasOrder() && !closed);
        if (held) {
            return takeOrder();
        }
        lastTake = nanos.getAsLong();
        if (items.peek() instanceof Round round) {
            return List.copyOf(take(round));
        }
        return items.isEmpty() ? List.of() : List.of((EmptyBlocks) items.remove());
    }

    private List<Submitted> take(Round round) {
        List<Submitted> taken = round.take();
        if (round.order.isEmpty()) {
            items.remove(round);
        }
        size -= taken.size();
        notifyAll();
        return taken;
    }

    /** @return false if nothing has come for a while, and something waits for prices to fall */
    private boolean awaitSomething() throws InterruptedException {
        idle = true;
        try {
            while ((held ? !hasOrder() : items.isEmpty()) && !closed) {
                if (held || aside.isEmpty()) {
                    wait();
                } else {
                    long since = nanos.getAsLong();
                    wait(QUIET + 1);
                    if (!held && items.isEmpty() && !closed && nanos.getAsLong() - since >= QUIET * 1_000_000) {
                        return false;
                    }
                }
            }
            return true;
        } finally {
            idle = false;
        }
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
        return take(round);
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
                && round.order.size() < ENOUGH
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
        aside.clear();
        size = 0;
        return left;
    }

    /**
     * Says what the next block costs.
     *
     * @param canPay whether a transaction can pay that
     * @param fallen whether a price is lower than it was: then those that stand aside are looked at again
     */
    synchronized void price(Predicate<Submitted> canPay, boolean fallen) {
        payable = canPay;
        if (!fallen || aside.isEmpty()) {
            return;
        }
        for (Submitted head : aside.heads()) {
            if (canPay.test(head)) {
                Round round = firstRound();
                if (round == null) {
                    round = new Round();
                    items.addFirst(round);
                }
                for (Submitted each :
                        aside.remove(head.content().signer(), head.content().lane())) {
                    round.order.add(each);
                    size++;
                }
            }
        }
    }

    private void setAside(Transaction head) {
        for (Object item : items) {
            if (item instanceof Round round) {
                for (Submitted each : round.order.remove(head.signer(), head.lane())) {
                    aside.add(each);
                    size--;
                }
            }
        }
    }

    /** Takes out what is valid no longer than until then, each with what comes after it in its lane. */
    List<Submitted> takeExpired(Instant time) {
        List<Submitted> taken =
                takeOut(submitted -> submitted.content().validUntil().isBefore(time));
        giveBack(taken);
        return taken;
    }

    /** Takes out what stands aside. */
    List<Submitted> takeAside() {
        List<Submitted> taken = new ArrayList<>();
        synchronized (this) {
            aside.heads()
                    .forEach(head -> taken.addAll(
                            aside.remove(head.content().signer(), head.content().lane())));
        }
        giveBack(taken);
        return taken;
    }

    private synchronized List<Submitted> takeOut(Predicate<Submitted> over) {
        List<Submitted> found = new ArrayList<>();
        List<TipOrder<Submitted>> orders = orders();
        orders.forEach(order -> order.forEach(submitted -> {
            if (over.test(submitted)) {
                found.add(submitted);
            }
        }));
        List<Submitted> taken = new ArrayList<>();
        for (Submitted first : found) {
            Transaction content = first.content();
            for (TipOrder<Submitted> order : orders) {
                Submitted here = order.find(content.signer(), content.lane(), content.sequence());
                if (first.equals(here)) {
                    taken.addAll(order.removeFrom(first));
                } else if (isAfter(order, content)) {
                    taken.addAll(order.remove(content.signer(), content.lane()));
                }
            }
        }
        forgetEmpty();
        return taken;
    }

    /** Whether what an order has of a lane comes after a transaction of it. */
    private static boolean isAfter(TipOrder<Submitted> order, Transaction transaction) {
        Submitted head = order.head(transaction.signer(), transaction.lane());
        return head != null && head.content().sequence() > transaction.sequence();
    }

    /** Where something is, in the order in which it goes on. */
    private List<TipOrder<Submitted>> orders() {
        List<TipOrder<Submitted>> orders = new ArrayList<>();
        orders.add(aside);
        for (Object item : items) {
            if (item instanceof Round round) {
                orders.add(round.order);
            }
        }
        return orders;
    }

    private void forgetEmpty() {
        items.removeIf(item -> item instanceof Round round && round.order.isEmpty());
        size = 0;
        for (Object item : items) {
            size += item instanceof Round round ? round.order.size() : 0;
        }
        notifyAll();
    }

    /** The transaction that has a place in a lane, or null. */
    synchronized @Nullable Submitted find(Transaction place) {
        for (TipOrder<Submitted> order : orders()) {
            Submitted found = order.find(place.signer(), place.lane(), place.sequence());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * Puts a transaction in the place of another. What that took of the shares is the other's now.
     *
     * @param replaced runs before anybody can take it
     * @return false if the old one does not wait any more
     */
    synchronized boolean replace(Submitted old, Submitted by, Runnable replaced) {
        if (closed) {
            return false;
        }
        for (TipOrder<Submitted> order : orders()) {
            if (order.replace(old, by)) {
                replaced.run();
                if (order == aside) {
                    lookAgainAt(by);
                }
                return true;
            }
        }
        return false;
    }

    /** It may pay what the one before it could not. */
    private void lookAgainAt(Submitted by) {
        Transaction content = by.content();
        if (by.equals(aside.head(content.signer(), content.lane())) && payable.test(by)) {
            if (!(items.peekLast() instanceof Round)) {
                items.add(new Round());
            }
            for (Submitted each : aside.remove(content.signer(), content.lane())) {
                ((Round) items.getLast()).order.add(each);
                size++;
            }
            notifyAll();
        }
    }

    /** Of what is last in its lane and may go, that with the lowest tip; or null. */
    synchronized @Nullable Submitted cheapest(Predicate<Submitted> mayGo) {
        Submitted cheapest = null;
        List<TipOrder<Submitted>> orders = orders();
        for (int i = 0; i < orders.size(); i++) {
            List<TipOrder<Submitted>> later = orders.subList(i + 1, orders.size());
            Submitted found = orders.get(i)
                    .cheapest(last -> later.stream()
                                    .noneMatch(order -> order.has(
                                            last.content().signer(),
                                            last.content().lane()))
                            && mayGo.test(last));
            if (found != null && (cheapest == null || found.tip() < cheapest.tip())) {
                cheapest = found;
            }
        }
        return cheapest;
    }

    /**
     * Takes out what is last in its lane. What it took of the shares is the caller's now.
     *
     * @return false if it is not there, or not the last any more
     */
    synchronized boolean remove(Submitted last) {
        Transaction content = last.content();
        List<TipOrder<Submitted>> orders = orders();
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i).removeLast(last)) {
                for (TipOrder<Submitted> later : orders.subList(i + 1, orders.size())) {
                    if (later.has(content.signer(), content.lane())) {
                        orders.get(i).add(last);
                        return false;
                    }
                }
                forgetEmpty();
                return true;
            }
        }
        return false;
    }
}
