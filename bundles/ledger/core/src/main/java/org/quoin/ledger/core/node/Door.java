package org.quoin.ledger.core.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Envelope;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Prefetch;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.metrics.Figures;
import org.quoin.ledger.core.state.Overlay;

/**
 * The door of the ledger: looks at what is submitted, turns away what cannot be ordered, and knows everybody who waits for
 * an answer. Who submits only has the bytes read and gets a future; signatures, keys and nonces are looked at by the
 * {@link VerificationStage}, which hands over to {@link Waiting} in the order of each sender.
 */
final class Door {
    private static final Logger LOG = System.getLogger(Door.class.getName());
    private static final String CLOSED = "it was closed";

    /** Some 5 MB. */
    private static final int KNOWN_SIGNATURES = 1 << 15;

    /** What stopped the ledger, if it was an error of its own. */
    static final String NODE_ERROR = "of an error in the node (see its log)";

    private final Hash chainId;
    private final Reads reads;
    private final Shares shares;
    private final Waiting waiting;
    private final Headroom headroom;
    private final Figures figures;
    private final int ahead;
    private final Condition condition = new Condition();
    private final VerificationStage stage =
            new VerificationStage(new Desk(), Runtime.getRuntime().availableProcessors());
    private final RecentSignatures signatures = new RecentSignatures(KNOWN_SIGNATURES);
    private final Lanes lanes = new Lanes();
    private final Offers offers;
    private final Prefetch prefetch = new Prefetch();

    /** What has no answer yet. Of several signatures of one transaction, the one that is admitted, else the first. */
    private final Map<Hash, Submission> pending = new ConcurrentHashMap<>();

    private volatile @Nullable String stopped;

    /** @param ahead how many transactions are looked at, at most, before they are executed */
    Door(Hash chainId, Reads reads, Shares shares, Waiting waiting, Headroom headroom, Figures figures, int ahead) {
        this.figures = figures;
        this.ahead = ahead;
        this.chainId = chainId;
        this.reads = reads;
        this.shares = shares;
        this.waiting = waiting;
        this.headroom = headroom;
        offers = new Offers(reads);
    }

    void onCondition(Consumer<Optional<String>> listener) {
        condition.tell(listener);
    }

    /** Why no transaction is taken, if so. */
    Optional<String> condition() {
        return condition.reason();
    }

    /** Looks at the disk, and tells if it has become full or is not any more. */
    void tellOfRoom() {
        if (stopped == null) {
            condition.became(Optional.ofNullable(closed())
                    .map(full -> reads.refused(full).failure().message()));
        }
    }

    /** Why nothing can be ordered now, or null. */
    @Nullable
    Refusal closed() {
        long missing = headroom.look();
        return missing == 0 ? null : new Refusal(LedgerFailure.DISK_FULL, Values.of("missing", missing));
    }

    /** @param threads lends one for each processor until {@link #close} */
    void open(Executor threads) {
        stage.start(threads);
    }

    CompletableFuture<Receipt> submit(Bytes bytes, Scope scope) {
        try {
            SignedTransaction signed = decode(bytes);
            long tip = offers.tip(signed.transaction(), bytes.size(), 0);
            return submit(new Submission(signed, bytes.size(), tip), scope);
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refused(refusal));
        } catch (OverloadedException e) {
            figures.overloaded();
            return CompletableFuture.failedFuture(e);
        } catch (SubmissionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Receipt> submit(Submission submission, Scope scope) {
        try {
            requireRunning();
            requireRoom();
            Envelope.requireChainAndTime(submission.transaction(), chainId, reads.now());
            requireGranted(submission.transaction(), scope);
            return enter(submission, scope);
        } catch (Refusal | OverloadedException turnedAway) {
            return former(submission).orElseThrow(() -> turnedAway);
        }
    }

    private static void requireGranted(Transaction transaction, Scope scope) {
        transaction.operations().forEach(operation -> scope.requireGranted(operation.capability()));
    }

    private CompletableFuture<Receipt> enter(Submission submission, Scope scope) {
        Submission earlier = pending.get(submission.id());
        if (earlier != null && earlier.hasSignatureOf(submission)) {
            return earlier.answer().copy();
        }
        if (offers.isCharged() && takePlace(submission, scope)) {
            return submission.answer().copy();
        }
        if (!shares.take(submission.sender(), submission.size()) && !takeRoom(submission)) {
            throw new OverloadedException(shares.retryAfter());
        }
        try {
            scope.use(submission.size());
        } catch (Refusal exceeded) {
            shares.giveBack(submission.sender(), submission.size());
            throw exceeded;
        }
        earlier = pending.putIfAbsent(submission.id(), submission);
        if (earlier != null && earlier.hasSignatureOf(submission)) {
            shares.giveBack(submission.sender(), submission.size());
            return earlier.answer().copy();
        }
        if (!stage.enter(submission)) {
            leave(submission);
            submission.answer().completeExceptionally(refused(ledgerStopped()));
        }
        return submission.answer().copy();
    }

    /**
     * Puts a transaction in the place of another one, if that waits and this offers more.
     *
     * @return false if its place is free, or it cannot be told yet
     * @throws Refusal if it does not offer enough
     */
    private boolean takePlace(Submission submission, Scope scope) {
        Transaction content = submission.transaction();
        Submission unseen = stage.find(content);
        if (unseen != null) {
            return !unseen.id().equals(submission.id()) && takePlaceOf(unseen, submission, scope);
        }
        Waiting.Submitted old = waiting.find(content);
        if (old == null || old.transaction().id().equals(submission.id())) {
            return false;
        }
        VerifiedTransaction verified = requireVerified(submission);
        int oldSize = old.transaction().encoded().size();
        takeAnew(submission, oldSize);
        boolean replaced = false;
        try {
            scope.use(submission.size());
            replaced = replace(old, submission, verified);
        } finally {
            shares.giveBack(submission.sender(), replaced ? oldSize : submission.size());
        }
        return replaced;
    }

    private void takeAnew(Submission submission, int oldSize) {
        if (!shares.takeAnew(submission.sender(), oldSize, submission.size())) {
            throw new OverloadedException(shares.retryAfter());
        }
    }

    /** What nobody has looked at yet may be forged: then it has no place. */
    private boolean takePlaceOf(Submission old, Submission submission, Scope scope) {
        VerifiedTransaction verified = requireVerified(submission);
        long signer = Envelope.requireSigner(verified.transaction(), reads.state());
        Refusal why = badSignature(old.transaction());
        if (verify(old.signed()).isPresent()) {
            offers.requireMore(submission.transaction().fee(), old.transaction().fee());
            why = replacedBy(submission.id());
        }
        offers.require(verified, signer);
        takeAnew(submission, old.size());
        boolean entered = false;
        try {
            scope.use(submission.size());
            entered = pending.putIfAbsent(submission.id(), submission) == null && stage.replace(old, submission);
        } finally {
            if (!entered) {
                leave(submission);
            }
        }
        if (entered) {
            leave(old);
            old.answer().completeExceptionally(refused(why));
        }
        return entered;
    }

    /** @return false if the old one does not wait any more */
    private boolean replace(Waiting.Submitted old, Submission submission, VerifiedTransaction verified) {
        Hash oldId = old.transaction().id();
        long signer = Envelope.requireSigner(verified.transaction(), reads.state());
        offers.requireMore(
                verified.transaction().fee(), old.transaction().transaction().fee());
        offers.count(verified, signer, oldId);
        submission.verified(verified);
        Waiting.Submitted by = new Waiting.Submitted(verified, submission.answer(), submission.tip());
        boolean replaced = waiting.replace(old, by, () -> {
            lanes.replaced(verified);
            submission.admit();
            pending.put(submission.id(), submission);
        });
        if (!replaced) {
            offers.release(verified.id());
            return false;
        }
        pending.remove(oldId);
        old.receipt().completeExceptionally(refused(replacedBy(verified.id())));
        return true;
    }

    private VerifiedTransaction requireVerified(Submission submission) {
        return verify(submission.signed()).orElseThrow(() -> badSignature(submission.transaction()));
    }

    private static Refusal replacedBy(Hash id) {
        return new Refusal(LedgerFailure.REPLACED, Values.of("by", id));
    }

    /**
     * Makes room for a transaction that tips more than others that wait. It is verified before anybody has to go.
     *
     * @return false if there is no room for it
     */
    private boolean takeRoom(Submission submission) {
        if (submission.tip() == 0 || !shares.mayTakeInstead(submission.sender(), submission.size())) {
            return false;
        }
        Transaction content = submission.transaction();
        long signer = Envelope.requireSigner(content, reads.state());
        if (content.sequence() != nextSequence(content.signer(), content.lane())) {
            return false;
        }
        offers.require(requireVerified(submission), signer);
        while (!shares.takeInstead(submission.sender(), submission.size())) {
            if (!shares.mayTakeInstead(submission.sender(), submission.size()) || !evictFor(submission)) {
                return false;
            }
        }
        return true;
    }

    /** Has the transaction go that tips least, of those at the ends of their lanes; false if none tips less. */
    private boolean evictFor(Submission submission) {
        Transaction content = submission.transaction();
        Submission unseen = stage.cheapest(last -> !isOfLane(last.transaction(), content));
        Waiting.Submitted waits =
                waiting.cheapest(last -> !isOfLane(last.content(), content) && !stage.has(last.content()));
        long unseenTip = unseen == null ? Long.MAX_VALUE : unseen.tip();
        long waitsTip = waits == null ? Long.MAX_VALUE : waits.tip();
        if (Math.min(unseenTip, waitsTip) >= submission.tip()) {
            return false;
        }
        Refusal outbid = new Refusal(LedgerFailure.OUTBID, Values.none());
        if (unseen != null && unseenTip <= waitsTip) {
            if (stage.remove(unseen)) {
                lanes.withdrawn(unseen.transaction());
                leave(unseen);
                unseen.answer().completeExceptionally(refused(outbid));
            }
        } else if (waits != null && waiting.remove(waits)) {
            shares.giveBack(
                    waits.content().signer(), waits.transaction().encoded().size());
            refused(waits, outbid);
        }
        return true;
    }

    private static boolean isOfLane(Transaction one, Transaction other) {
        return one.lane() == other.lane() && one.signer().equals(other.signer());
    }

    /** What a submitter is told is counted. */
    private RefusedException refused(Refusal refusal) {
        return counted(reads.refused(refusal));
    }

    private RefusedException counted(RefusedException told) {
        figures.refused(told.failure().code());
        return told;
    }

    /**
     * The answer to a transaction that is ordered or waits to be: the same bytes get the same receipt, whatever has changed
     * since. Empty if this is none.
     */
    private Optional<CompletableFuture<Receipt>> former(Submission submission) {
        // In this order: what no longer waits can be found.
        Submission earlier = pending.get(submission.id());
        if (earlier != null && earlier.hasSignatureOf(submission)) {
            return Optional.of(earlier.answer().copy());
        }
        Optional<CompletableFuture<Receipt>> answer = earlier != null && earlier.admitted()
                ? Optional.of(earlier.answer().copy())
                : ordered(submission.id()).map(CompletableFuture::completedFuture);
        return answer.filter(known -> verify(submission.signed()).isPresent());
    }

    private Optional<Receipt> ordered(Hash id) {
        try {
            return reads.receipt(id);
        } catch (DamagedDataException | IllegalStateException e) {
            throw new OutcomeUnknownException(id, String.valueOf(e.getMessage()));
        }
    }

    private Optional<VerifiedTransaction> verify(SignedTransaction signed) {
        return VerifiedTransaction.verify(signed, signatures);
    }

    /** It is no longer on its way to the queue. */
    private void leave(Submission submission) {
        pending.remove(submission.id(), submission);
        shares.giveBack(submission.sender(), submission.size());
    }

    private static Refusal badSignature(Transaction transaction) {
        return new Refusal(LedgerFailure.BAD_SIGNATURE, Values.of("account", transaction.signer()));
    }

    private VerifiedTransaction check(SignedTransaction signed, Scope scope) {
        Envelope.requireChainAndTime(signed.transaction(), chainId, reads.now());
        requireGranted(signed.transaction(), scope);
        return verify(signed).orElseThrow(() -> badSignature(signed.transaction()));
    }

    private static SignedTransaction decode(Bytes bytes) {
        try {
            return SignedTransaction.decode(bytes);
        } catch (MalformedBytesException e) {
            throw new Refusal(LedgerFailure.MALFORMED_TRANSACTION, Values.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private void requireRunning() {
        if (stopped != null) {
            throw ledgerStopped();
        }
    }

    private void requireRoom() {
        Refusal full = headroom.isShort() ? closed() : null;
        if (full != null) {
            throw full;
        }
    }

    private Refusal ledgerStopped() {
        String reason = stopped;
        return new Refusal(LedgerFailure.LEDGER_STOPPED, Values.of("reason", reason == null ? NODE_ERROR : reason));
    }

    Receipt simulate(Bytes bytes, Scope scope) {
        try {
            VerifiedTransaction transaction = check(decode(bytes), scope);
            Chain chain = reads.chain();
            CoreReads state = new CoreReads(chain.state());
            long signer = Envelope.requireSigner(transaction.transaction(), state);
            Envelope.requireSequence(
                    transaction.transaction(),
                    state.nextSequence(signer, transaction.transaction().lane()));
            return simulate(transaction, chain);
        } catch (Refusal refusal) {
            throw reads.refused(refusal);
        }
    }

    private Receipt simulate(VerifiedTransaction transaction, Chain chain) {
        Overlay copy = new Overlay(offers.state(chain));
        return receipt(transaction, chain, copy, execute(transaction, chain, copy));
    }

    private Outcome execute(VerifiedTransaction transaction, Chain chain, Overlay copy) {
        return org.quoin.ledger.core.execution.Executor.execute(
                chain.modules(), reads.next(chain), new Step.Apply(transaction), copy);
    }

    private Receipt receipt(VerifiedTransaction transaction, Chain chain, Overlay copy, Outcome outcome) {
        return reads.presentation(chain, copy)
                .receipt(
                        new ReceiptRow(transaction.id(), outcome),
                        reads.next(chain).height(),
                        0,
                        chain.nextEvent());
    }

    /**
     * Executes on a copy.
     *
     * @return the gas that its operations use
     * @throws RefusedException if it would be rejected
     */
    private long requireApplied(VerifiedTransaction transaction, Chain chain) {
        Overlay copy = new Overlay(offers.state(chain));
        Outcome outcome = execute(transaction, chain, copy);
        if (outcome.failure() != null) {
            throw new RefusedException(
                    receipt(transaction, chain, copy, outcome).failure().orElseThrow());
        }
        return outcome.gas();
    }

    FeeEstimate estimate(Transaction transaction, Scope scope) {
        try {
            requireGranted(transaction, scope);
            Chain chain = reads.chain();
            org.quoin.ledger.core.execution.Executor.Estimate estimate =
                    org.quoin.ledger.core.execution.Executor.estimate(
                            chain.modules(), reads.next(chain), transaction, offers.state(chain));
            Refusal refusal = estimate.refusal();
            return new FeeEstimate(
                    reads.nativeAmount(estimate.base()),
                    estimate.usage().execution(),
                    estimate.usage().data(),
                    estimate.usage().growth(),
                    refusal == null ? null : reads.refused(refusal).failure());
        } catch (Refusal refusal) {
            throw reads.refused(refusal);
        }
    }

    /** How many are before a transaction that tips so much. */
    long before(long tip) {
        return stage.before(tip) + waiting.before(tip);
    }

    int verifying() {
        return stage.size();
    }

    /** The sequence number to use next in a lane, counting what waits. */
    long nextSequence(String account, int lane) {
        if (lane < 0 || lane >= Transaction.LANES) {
            throw new IllegalArgumentException("a lane is 0 to " + (Transaction.LANES - 1) + ", not " + lane);
        }
        return lanes.nextAnnounced(account, lane, () -> {
            CoreReads state = reads.state();
            AccountRow row = state.account(account);
            return row == null ? 0 : state.nextSequence(row.ordinal(), lane);
        });
    }

    private void requireRoomForBlocks() {
        if (stopped == null) {
            try {
                requireRoom();
            } catch (Refusal full) {
                throw reads.refused(full);
            }
        }
    }

    /** Has blocks made, and returns when they are durable. */
    LedgerInfo mine(int blocks) {
        requireRoomForBlocks();
        CompletableFuture<LedgerInfo> done = new CompletableFuture<>();
        if (!waiting.offer(new Waiting.EmptyBlocks(blocks, done))) {
            throw reads.refused(ledgerStopped());
        }
        try {
            return done.join();
        } catch (CompletionException e) {
            RefusedException refused = reads.refused(ledgerStopped());
            refused.initCause(e);
            throw refused;
        }
    }

    /** The transaction is ordered, and reads show it. */
    void ordered(Waiting.Submitted submitted, Receipt receipt) {
        lanes.ordered(submitted.transaction());
        offers.release(submitted.transaction().id());
        Submission submission = pending.remove(submitted.transaction().id());
        receipt.failure().ifPresentOrElse(failure -> figures.rejected(failure.code()), figures::applied);
        if (submission != null) {
            figures.answered(submission.age());
        }
        submitted.receipt().complete(receipt);
    }

    /** The transaction was not ordered, and will not be. */
    void refused(Waiting.Submitted submitted, Refusal refusal) {
        lanes.turnedAway(submitted.transaction());
        offers.release(submitted.transaction().id());
        pending.remove(submitted.transaction().id());
        submitted.receipt().completeExceptionally(refused(refusal));
    }

    /** Takes no more, and returns when everything before is in the queue, where it will be answered; what is held back is refused. */
    void close() {
        if (stopped == null) {
            stopped = CLOSED;
        }
        stage.close();
        waiting.abandonHeld();
        stage.awaitEnd();
        waiting.close();
        for (Waiting.Submitted held : waiting.takeAbandoned()) {
            refused(held, ledgerStopped());
        }
    }

    /**
     * Takes no more. Whoever may be in a block is told that the outcome is not known; who is not in the queue yet is refused
     * in his turn.
     */
    void stop(String reason, Throwable cause) {
        if (stopped == null || CLOSED.equals(stopped)) {
            stopped = reason;
            LOG.log(Level.ERROR, "The ledger takes no more transactions because " + reason, cause);
            condition.ended(reads.refused(ledgerStopped()).failure().message());
        }
        stage.close();
        waiting.close();
        for (Waiting.EmptyBlocks blocks : waiting.drain()) {
            blocks.done().completeExceptionally(new IllegalStateException(reason, cause));
        }
        pending.forEach((id, submission) -> {
            if (submission.admitted()) {
                submission.answer().completeExceptionally(new OutcomeUnknownException(id, reason));
            }
        });
    }

    private final class Desk implements VerificationStage.Desk {
        @Override
        public void entered(Submission submission) {
            lanes.announce(submission.transaction());
        }

        /** What is read ahead of more than these is forgotten before it is used. */
        @Override
        public void awaitTurn() throws InterruptedException {
            waiting.awaitFewerThan(ahead);
        }

        @Override
        public void verify(Submission submission) {
            Door.this.verify(submission.signed()).ifPresent(submission::verified);
        }

        @Override
        public void prepare(List<Submission> verified) {
            prefetch.read(
                    verified.stream()
                            .map(Submission::verified)
                            .filter(Objects::nonNull)
                            .toList(),
                    reads.chain().state());
        }

        @Override
        public void handOver(Submission submission) {
            try {
                admitOrTurnAway(submission);
            } catch (RuntimeException | Error e) {
                failed(e);
                submission.answer().completeExceptionally(new OutcomeUnknownException(submission.id(), NODE_ERROR));
            }
        }

        private void admitOrTurnAway(Submission submission) {
            try {
                admit(submission);
            } catch (Refusal refusal) {
                turnAway(submission, reads.refused(refusal), refusal.type().equals(LedgerFailure.NONCE_USED.type()));
            } catch (RefusedException doomed) {
                turnAway(submission, doomed, false);
            }
        }

        private void admit(Submission submission) {
            VerifiedTransaction transaction = submission.verified();
            if (transaction == null) {
                throw stopped == null || CLOSED.equals(stopped)
                        ? badSignature(submission.transaction())
                        : ledgerStopped();
            }
            Submission earlier = pending.get(submission.id());
            if (earlier != null && earlier != submission && earlier.admitted()) {
                share(earlier, submission);
                return;
            }
            long signer = Envelope.requireSigner(transaction.transaction(), reads.state());
            if (offers.isCharged() && tookPlace(submission, transaction)) {
                return;
            }
            lanes.take(
                    transaction,
                    () -> reads.state()
                            .nextSequence(signer, transaction.transaction().lane()));
            long tip = submission.tip();
            if (offers.isCharged()) {
                tip = requireGood(submission, transaction, signer);
            }
            lanes.arrived(submission.transaction(), true);
            submission.admit();
            pending.put(submission.id(), submission);
            if (!waiting.offer(new Waiting.Submitted(transaction, submission.answer(), tip))) {
                lanes.turnedAway(transaction);
                offers.release(transaction.id());
                leave(submission);
                submission.answer().completeExceptionally(refused(ledgerStopped()));
            }
        }

        /** It may have come while another one was looked at that has its place since. */
        private boolean tookPlace(Submission submission, VerifiedTransaction transaction) {
            Waiting.Submitted old = waiting.find(transaction.transaction());
            if (old == null || old.transaction().id().equals(transaction.id())) {
                return false;
            }
            int oldSize = old.transaction().encoded().size();
            boolean replaced = replace(old, submission, transaction);
            if (replaced) {
                shares.giveBack(submission.sender(), oldSize);
                lanes.arrived(submission.transaction(), true);
            }
            return replaced;
        }

        /**
         * Turns away what cannot be paid, or would be rejected now, unless others of its signer wait before it.
         *
         * @return the tip by which it is ordered
         */
        private long requireGood(Submission submission, VerifiedTransaction transaction, long signer) {
            boolean counted = false;
            boolean good = false;
            try {
                boolean alone = !offers.hasAny(submission.sender());
                offers.count(transaction, signer, null);
                counted = true;
                long tip = submission.tip();
                if (alone && !offers.isFree(transaction.transaction())) {
                    long gas = requireApplied(transaction, reads.chain());
                    tip = offers.tip(transaction.transaction(), submission.size(), gas);
                }
                good = true;
                return tip;
            } finally {
                if (!good) {
                    lanes.turnedAway(transaction);
                    if (counted) {
                        offers.release(transaction.id());
                    }
                }
            }
        }

        /** Another valid signature of the same transaction waits already. */
        private void share(Submission earlier, Submission submission) {
            lanes.arrived(submission.transaction(), true);
            leave(submission);
            CompletableFuture<Receipt> unused = earlier.answer().whenComplete((receipt, failure) -> {
                if (failure == null) {
                    submission.answer().complete(receipt);
                } else {
                    submission.answer().completeExceptionally(failure);
                }
            });
        }

        /** @param taken whether its place is another's */
        private void turnAway(Submission submission, RefusedException refused, boolean taken) {
            lanes.arrived(submission.transaction(), taken);
            leave(submission);
            try {
                Optional<Receipt> before = submission.verified() == null ? Optional.empty() : ordered(submission.id());
                before.ifPresentOrElse(
                        submission.answer()::complete,
                        () -> submission.answer().completeExceptionally(counted(refused)));
            } catch (OutcomeUnknownException e) {
                submission.answer().completeExceptionally(e);
            }
        }

        @Override
        public void failed(Throwable cause) {
            stop(cause instanceof InterruptedException ? "a thread of it was interrupted" : NODE_ERROR, cause);
        }
    }
}
