package org.quoin.ledger.core.node;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** A transaction between its arrival and its answer. */
final class Submission implements TipOrder.Item {
    private final SignedTransaction signed;
    private final Hash id;
    private final int size;
    private final long tip;
    private final long arrival = System.nanoTime();
    private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
    private @Nullable VerifiedTransaction verified;
    private volatile boolean admitted;
    private boolean done;

    /** Nothing but its turn counts. */
    Submission(SignedTransaction signed, int size) {
        this(signed, size, 0);
    }

    /**
     * @param size in bytes, encoded
     * @param tip by which it is ordered until it is verified
     */
    Submission(SignedTransaction signed, int size, long tip) {
        this.signed = signed;
        this.size = size;
        this.tip = tip;
        id = signed.transaction().id();
    }

    SignedTransaction signed() {
        return signed;
    }

    Transaction transaction() {
        return signed.transaction();
    }

    @Override
    public Transaction content() {
        return signed.transaction();
    }

    @Override
    public long tip() {
        return tip;
    }

    String sender() {
        return signed.transaction().signer();
    }

    Hash id() {
        return id;
    }

    int size() {
        return size;
    }

    /** Since it came, in nanoseconds. */
    long age() {
        return System.nanoTime() - arrival;
    }

    CompletableFuture<Receipt> answer() {
        return answer;
    }

    /** Null before it was looked at, and if the signature is not valid. Read after it was {@link #isDone}. */
    @Nullable
    VerifiedTransaction verified() {
        return verified;
    }

    void verified(VerifiedTransaction transaction) {
        verified = transaction;
    }

    /** Whether it was looked at; guarded by the lock of the stage. */
    boolean isDone() {
        return done;
    }

    void done() {
        done = true;
    }

    /** Whether it has its place in its lane, and may be ordered. */
    boolean admitted() {
        return admitted;
    }

    void admit() {
        admitted = true;
    }

    /** Of one transaction there may be several signatures, of which any number is valid. */
    boolean hasSignatureOf(Submission other) {
        return signed.signature().equals(other.signed.signature());
    }
}
