package org.quoin.ledger.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.description.Values;

/** Submits and waits for the receipt, but not for ever. */
public final class Submitter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Duration patience;

    public Submitter(Ledger ledger) {
        this(ledger, PATIENCE);
    }

    /** @param patience how long to wait for each receipt */
    Submitter(Ledger ledger, Duration patience) {
        this.ledger = ledger;
        this.patience = patience;
    }

    /**
     * Signs with the next nonce and for what it costs, and again if {@link LedgerClient#isWorthSigningAgain}.
     *
     * @throws SubmissionException as {@link Ledger#submit}
     * @throws ConsoleException with the code {@code OUTCOME_UNKNOWN} if there is no receipt in time
     */
    public Receipt submit(FeeOffer offer, String account, Signer signer, OperationRecord... operations) {
        LedgerClient client = new LedgerClient(ledger);
        for (int attempt = 1; true; attempt++) {
            SignedTransaction signed = client.sign(offer, account, signer, operations);
            try {
                return receipt(
                        ledger.submit(signed.encode()),
                        () -> signed.transaction().id());
            } catch (RefusedException e) {
                if (!client.isWorthSigningAgain(attempt, offer, e)) {
                    throw e;
                }
            }
        }
    }

    /** Submits bytes that somebody has signed; throws as the other does. */
    public Receipt submit(Bytes transaction) {
        return receipt(
                ledger.submit(transaction),
                () -> SignedTransaction.decode(transaction).transaction().id());
    }

    private Receipt receipt(CompletableFuture<Receipt> submission, Supplier<Hash> id) {
        try {
            return submission.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unknown(id.get(), "it has no receipt after " + Durations.format(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(id.get(), "you stopped waiting");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SubmissionException reason) {
                throw reason;
            }
            throw new IllegalStateException("the ledger failed to submit a transaction", e.getCause());
        }
    }

    private static ConsoleException unknown(Hash transaction, String why) {
        return new ConsoleException(
                "OUTCOME_UNKNOWN",
                "What became of the transaction is not known, because " + why + ": ask later with ledger:transaction "
                        + transaction + ".",
                Values.of("tx", transaction));
    }
}
