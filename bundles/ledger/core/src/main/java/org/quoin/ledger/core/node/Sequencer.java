package org.quoin.ledger.core.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Envelope;
import org.quoin.ledger.core.execution.FeePrices;
import org.quoin.ledger.core.execution.Refusal;

/**
 * The one thread that makes blocks. It takes what waits, turns away what no longer fits the chain, and appends the rest to
 * the log; while the log has no room, more gathers for the next block.
 */
final class Sequencer {
    /** Whom the sequencer tells, of blocks in their order. */
    interface Listener {
        /** The block is durable. */
        void committed(Chain.Extension block, List<Waiting.Submitted> transactions);

        /** Why nothing can be ordered now, or null. */
        default @Nullable Refusal closed() {
            return null;
        }

        /** How many transactions are looked at now, and will wait before long if they are good. */
        default int coming() {
            return 0;
        }

        /** The transaction was not ordered, and will not be. */
        void refused(Waiting.Submitted transaction, Refusal refusal);

        /** Whether a block was ordered is not known, and the log takes no more. */
        void lost(Throwable cause);

        /** As of the last block told. */
        LedgerInfo info();
    }

    /** Between two looks for what is not valid any more: each looks at everything that waits. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Waiting waiting;
    private final BlockMachine machine;
    private final BlockLog log;
    private final LedgerClock clock;
    private final Listener listener;

    /** Of the next block; null if nothing is charged. */
    private @Nullable FeePrices prices;

    /** When it was looked last for what is not valid any more. */
    private Instant looked = Instant.EPOCH;

    /** Completes, in whatever way, when the listener has been told of all blocks so far. */
    private CompletableFuture<?> told = CompletableFuture.completedFuture(null);

    Sequencer(Waiting waiting, BlockMachine machine, BlockLog log, LedgerClock clock, Listener listener) {
        this.waiting = waiting;
        this.machine = machine;
        this.log = log;
        this.clock = clock;
        this.listener = listener;
    }

    /** Returns when nothing more is to come and everything has been told. */
    void run() throws InterruptedException {
        try {
            orderAll();
        } finally {
            waiting.takeAside().forEach(left -> listener.refused(left, tooLow(left)));
        }
    }

    private void orderAll() throws InterruptedException {
        for (List<Waiting.Item> items = take(); !items.isEmpty(); items = take()) {
            if (items.get(0) instanceof Waiting.EmptyBlocks blocks) {
                make(blocks);
            } else {
                order(items.stream().map(Waiting.Submitted.class::cast).toList());
            }
        }
        told.exceptionally(alreadyTold -> null).join();
    }

    private List<Waiting.Item> take() throws InterruptedException {
        lookAtPrices();
        return waiting.take(listener::coming);
    }

    /** What cannot pay the prices of the next block waits for them to fall; without prices nothing is looked at. */
    private void lookAtPrices() {
        FeePrices before = prices;
        Tip tip = machine.tip();
        CoreReads state = new CoreReads(tip.view());
        Context next = new Context(tip.chainId(), tip.height() + 1, time());
        FeePrices now = Offers.prices(tip.modules(), Offers.priced(tip.modules(), next, tip.view()));
        if (now == null) {
            if (before != null) {
                prices = null;
                waiting.price(each -> true, true);
            }
            return;
        }
        if (!now.equals(before)) {
            prices = now;
            waiting.price(
                    each -> now.isOffered(each.transaction()) || FeePrices.isFree(each.content(), state),
                    before == null || isLower(now, before));
        }
        dropExpired();
    }

    private static boolean isLower(FeePrices now, FeePrices before) {
        return now.execution() < before.execution()
                || now.data() < before.data()
                || now.layer2Data() < before.layer2Data();
    }

    private void dropExpired() {
        Instant time = time();
        if (time.isBefore(looked.plus(BETWEEN_LOOKS))) {
            return;
        }
        looked = time;
        Waiting.Submitted first = null;
        for (Waiting.Submitted left : waiting.takeExpired(time)) {
            if (left.content().validUntil().isBefore(time)) {
                first = first == null || !isOfLane(left, first) ? left : first;
                listener.refused(
                        left,
                        new Refusal(
                                LedgerFailure.EXPIRED,
                                Values.of("validUntil", left.content().validUntil())
                                        .and("time", time)));
            } else if (first != null) {
                listener.refused(left, gap(left.content(), first.content().sequence()));
            }
        }
    }

    private static boolean isOfLane(Waiting.Submitted one, Waiting.Submitted other) {
        return one.content().signer().equals(other.content().signer())
                && one.content().lane() == other.content().lane();
    }

    /** What comes after one that was not ordered. */
    private static Refusal gap(Transaction transaction, long next) {
        return new Refusal(
                LedgerFailure.NONCE_GAP,
                Values.of("account", transaction.signer())
                        .and("lane", (long) transaction.lane())
                        .and("sequence", transaction.sequence())
                        .and("next", next));
    }

    private Refusal tooLow(Waiting.Submitted left) {
        CoreReads state = new CoreReads(machine.tip().view());
        FeePrices now = prices;
        return new Refusal(
                LedgerFailure.FEE_LIMIT_TOO_LOW,
                Values.of("limit", left.content().fee().limit())
                        .and("needed", now == null ? BigInteger.ZERO : now.least(left.transaction()))
                        .and("asset", state.nativeAsset().asset().symbol()));
    }

    private void make(Waiting.EmptyBlocks blocks) throws InterruptedException {
        try {
            for (int i = 0; i < blocks.count(); i++) {
                if (!orderHeld()) {
                    append(time(), List.of());
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            blocks.done().completeExceptionally(e);
            throw e;
        }
        told = told.whenComplete((last, failure) -> {
            if (failure == null) {
                blocks.done().complete(listener.info());
            } else {
                blocks.done().completeExceptionally(failure);
            }
        });
    }

    /** Orders what waited for this block to be asked for; false if there was nothing to be ordered. */
    private boolean orderHeld() throws InterruptedException {
        long height = machine.tip().height();
        order(waiting.takeHeld());
        return machine.tip().height() > height;
    }

    private void order(List<Waiting.Submitted> candidates) throws InterruptedException {
        Refusal closed = listener.closed();
        if (closed != null) {
            candidates.forEach(candidate -> listener.refused(candidate, closed));
            return;
        }
        List<Waiting.Submitted> rest = candidates;
        while (!rest.isEmpty()) {
            rest = orderSome(rest);
        }
    }

    /**
     * Makes a block, and returns what is for the next: what an account has signed after it changed its keys. Whether they were
     * changed shows then, so that what a former key has signed is turned away and not ordered in vain: it would use up no nonce, and
     * could be ordered a second time should the key come back.
     */
    private List<Waiting.Submitted> orderSome(List<Waiting.Submitted> candidates) throws InterruptedException {
        Instant time = time();
        Tip tip = machine.tip();
        tip.readAhead(candidates.stream().map(Waiting.Submitted::transaction).toList());
        Admission admission = new Admission(tip, time);
        List<Waiting.Submitted> admitted = new ArrayList<>(candidates.size());
        List<Waiting.Submitted> rest = new ArrayList<>();
        for (Waiting.Submitted candidate : candidates) {
            Transaction transaction = candidate.transaction().transaction();
            if (admission.changesKeys(transaction.signer())) {
                rest.add(candidate);
                continue;
            }
            try {
                admission.admit(transaction);
                admitted.add(candidate);
            } catch (Refusal refusal) {
                listener.refused(candidate, refusal);
            }
        }
        if (!admitted.isEmpty()) {
            append(time, admitted);
        }
        return rest;
    }

    private void append(Instant time, List<Waiting.Submitted> transactions) throws InterruptedException {
        Tip tip = machine.tip();
        Chain settled = machine.settled();
        BlockInput input = new BlockInput(
                CoreCapability.PROTOCOL,
                tip.height() + 1,
                tip.input(),
                time,
                tip.modules().hash(),
                settled.header().height(),
                settled.head(),
                transactions.stream().map(Waiting.Submitted::transaction).toList());
        told = log.append(input)
                .thenAccept(block -> listener.committed(block, transactions))
                .whenComplete((committed, failure) -> {
                    if (failure != null) {
                        listener.lost(failure);
                    }
                });
    }

    /** Block time never runs backwards, whatever the clock does. */
    private Instant time() {
        Instant now = clock.now();
        Instant parent = machine.tip().time();
        return now.isBefore(parent) ? parent : now;
    }

    /** Looks at each transaction of a block as its predecessors in the block will have left the nonces. */
    private static final class Admission {
        private record Lane(long account, int lane) {}

        private final Tip tip;
        private final CoreReads state;
        private final Instant time;
        private final Map<Lane, Long> next = new HashMap<>();
        private final Set<String> changingKeys = new HashSet<>();
        private boolean changingKeysOfOthers;

        private Admission(Tip tip, Instant time) {
            this.tip = tip;
            this.state = new CoreReads(tip.view());
            this.time = time;
        }

        private void admit(Transaction transaction) {
            Envelope.requireChainAndTime(transaction, tip.chainId(), time);
            long signer = Envelope.requireSigner(transaction, state);
            Lane lane = new Lane(signer, transaction.lane());
            long expected = next.computeIfAbsent(lane, key -> state.nextSequence(key.account(), key.lane()));
            Envelope.requireSequence(transaction, expected);
            next.put(lane, expected + 1);
            if (Envelope.changesKeys(transaction)) {
                changingKeys.add(transaction.signer());
            }
            changingKeysOfOthers |= Envelope.changesKeysOfOthers(transaction);
        }

        private boolean changesKeys(String account) {
            return changingKeysOfOthers || changingKeys.contains(account);
        }
    }
}
