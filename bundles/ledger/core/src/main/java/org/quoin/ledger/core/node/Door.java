package org.quoin.ledger.core.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
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
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Envelope;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.state.Overlay;

/**
 * The door of the ledger: looks at what is submitted, turns away what cannot be ordered, and knows everybody who waits for
 * an answer.
 */
final class Door {
    private static final Logger LOG = System.getLogger(Door.class.getName());
    private static final String CLOSED = "it was closed";
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    /** What stopped the ledger, if it was an error of its own. */
    static final String NODE_ERROR = "of an error in the node (see its log)";

    private final Hash chainId;
    private final Reads reads;
    private final Waiting waiting;
    private final Headroom headroom;
    private final Condition condition = new Condition();
    private final Lanes lanes = new Lanes();
    private final Map<Hash, CompletableFuture<Receipt>> pending = new ConcurrentHashMap<>();

    /** Held from the look at a lane until the transaction is in the queue, so that both have the same order. */
    private final Object door = new Object();

    private volatile @Nullable String stopped;

    Door(Hash chainId, Reads reads, Waiting waiting, Headroom headroom) {
        this.chainId = chainId;
        this.reads = reads;
        this.waiting = waiting;
        this.headroom = headroom;
    }

    void onCondition(Consumer<Optional<String>> listener) {
        condition.tell(listener);
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

    CompletableFuture<Receipt> submit(Bytes bytes) {
        try {
            return submit(decode(bytes));
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(reads.refused(refusal));
        } catch (OutcomeUnknownException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Receipt> submit(SignedTransaction signed) {
        try {
            requireRunning();
            requireRoom();
            return accept(check(signed));
        } catch (Refusal refusal) {
            return former(signed).orElseThrow(() -> refusal);
        }
    }

    private CompletableFuture<Receipt> accept(VerifiedTransaction transaction) {
        Transaction content = transaction.transaction();
        synchronized (door) {
            CompletableFuture<Receipt> earlier = pending.get(transaction.id());
            if (earlier != null) {
                return earlier.copy();
            }
            AccountRow signer = Envelope.requireSigner(content, reads.state());
            lanes.take(transaction, () -> reads.state().nextSequence(signer.ordinal(), content.lane()));
            CompletableFuture<Receipt> answer = new CompletableFuture<>();
            pending.put(transaction.id(), answer);
            if (!waiting.offer(new Waiting.Submitted(transaction, answer))) {
                lanes.turnedAway(transaction);
                pending.remove(transaction.id());
                answer.completeExceptionally(noRoom());
            }
            return answer.copy();
        }
    }

    /**
     * The answer to a transaction that is ordered or waits to be: the same bytes get the same receipt, whatever has changed
     * since. Empty if this is none.
     */
    private Optional<CompletableFuture<Receipt>> former(SignedTransaction signed) {
        Hash id = signed.transaction().id();
        // In this order: what no longer waits can be found.
        CompletableFuture<Receipt> earlier = pending.get(id);
        Optional<CompletableFuture<Receipt>> answer =
                earlier == null ? ordered(id).map(CompletableFuture::completedFuture) : Optional.of(earlier.copy());
        return answer.filter(known -> VerifiedTransaction.verify(signed).isPresent());
    }

    private Optional<Receipt> ordered(Hash id) {
        try {
            return reads.receipt(id);
        } catch (DamagedDataException | IllegalStateException e) {
            throw new OutcomeUnknownException(id, String.valueOf(e.getMessage()));
        }
    }

    private SubmissionException noRoom() {
        return stopped == null ? new OverloadedException(RETRY_AFTER) : reads.refused(ledgerStopped());
    }

    private VerifiedTransaction check(SignedTransaction signed) {
        Transaction transaction = signed.transaction();
        Envelope.requireChainAndTime(transaction, chainId, reads.now());
        return VerifiedTransaction.verify(signed)
                .orElseThrow(
                        () -> new Refusal(LedgerFailure.BAD_SIGNATURE, Values.of("account", transaction.signer())));
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

    Receipt simulate(Bytes bytes) {
        try {
            VerifiedTransaction transaction = check(decode(bytes));
            Chain chain = reads.chain();
            CoreReads state = new CoreReads(chain.state());
            AccountRow signer = Envelope.requireSigner(transaction.transaction(), state);
            Envelope.requireSequence(
                    transaction.transaction(),
                    state.nextSequence(
                            signer.ordinal(), transaction.transaction().lane()));
            Context context = reads.next(chain);
            Overlay copy = new Overlay(chain.state());
            Outcome outcome = org.quoin.ledger.core.execution.Executor.execute(
                    chain.modules(), context, new Step.Apply(transaction), copy);
            return reads.presentation(chain, copy)
                    .receipt(new ReceiptRow(transaction.id(), outcome), context.height(), 0, chain.nextEvent());
        } catch (Refusal refusal) {
            throw reads.refused(refusal);
        }
    }

    /** The sequence number to use next in a lane, counting what waits. */
    long nextSequence(String account, int lane) {
        if (lane < 0 || lane >= Transaction.LANES) {
            throw new IllegalArgumentException("a lane is 0 to " + (Transaction.LANES - 1) + ", not " + lane);
        }
        return lanes.next(account, lane, () -> {
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

    /** Has empty blocks made, and returns when they are durable. */
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
        pending.remove(submitted.transaction().id());
        submitted.receipt().complete(receipt);
    }

    /** The transaction was not ordered, and will not be. */
    void refused(Waiting.Submitted submitted, Refusal refusal) {
        lanes.turnedAway(submitted.transaction());
        pending.remove(submitted.transaction().id());
        submitted.receipt().completeExceptionally(reads.refused(refusal));
    }

    /** Takes no more; what is in the queue will be answered. */
    void close() {
        if (stopped == null) {
            stopped = CLOSED;
        }
        waiting.close();
    }

    /** Takes no more; whoever still waits is told that the outcome is not known. */
    void stop(String reason, Throwable cause) {
        if (stopped == null || CLOSED.equals(stopped)) {
            stopped = reason;
            LOG.log(Level.ERROR, "The ledger takes no more transactions because " + reason, cause);
            condition.ended(reads.refused(ledgerStopped()).failure().message());
        }
        waiting.close();
        for (Waiting.EmptyBlocks blocks : waiting.drain()) {
            blocks.done().completeExceptionally(new IllegalStateException(reason, cause));
        }
        pending.forEach((id, answer) -> answer.completeExceptionally(new OutcomeUnknownException(id, reason)));
    }
}
