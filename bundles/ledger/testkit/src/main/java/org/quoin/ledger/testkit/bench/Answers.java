package org.quoin.ledger.testkit.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;

/** Submits transactions that are all to be applied, and waits for the answers. It keeps none of them. */
final class Answers {
    private final Ledger ledger;
    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param count how many will be submitted */
    Answers(Ledger ledger, int count) {
        this.ledger = ledger;
        open = new CountDownLatch(count);
    }

    /**
     * Submits; as often as the ledger has no room, waits for as long as it says.
     *
     * @param then is run when the transaction is durable, on a thread of the ledger
     */
    void submit(Bytes encoded, Runnable then) throws InterruptedException {
        CompletableFuture<Receipt> answer = ledger.submit(encoded);
        for (OverloadedException overloaded = overload(answer); overloaded != null; overloaded = overload(answer)) {
            Thread.sleep(overloaded.retryAfter().toMillis());
            answer = ledger.submit(encoded);
        }
        CompletableFuture<?> unused = answer.whenComplete((receipt, refusal) -> {
            then.run();
            if (refusal != null) {
                failure.compareAndSet(null, refusal);
            } else if (!receipt.applied()) {
                failure.compareAndSet(null, new IllegalStateException("a good transfer was rejected: " + receipt));
            }
            open.countDown();
        });
    }

    /** @throws IllegalStateException if one was not applied */
    void await() throws InterruptedException {
        open.await();
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("not all were applied", first);
        }
    }

    private static @Nullable OverloadedException overload(CompletableFuture<Receipt> answer) {
        if (!answer.isCompletedExceptionally()) {
            return null;
        }
        try {
            throw new IllegalStateException("completed with a failure and a receipt: " + answer.join());
        } catch (CompletionException e) {
            return e.getCause() instanceof OverloadedException overloaded ? overloaded : null;
        }
    }
}
