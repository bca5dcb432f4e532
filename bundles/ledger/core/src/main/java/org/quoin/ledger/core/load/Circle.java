package org.quoin.ledger.core.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;

/**
 * Clients of which each pays the next, one transaction after the other, each at its time: who is late hurries, and how long an
 * answer took counts from when its transaction was due.
 */
final class Circle implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Circle.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LedgerClient client;
    private final Amount amount;
    private final Tally tally;
    private final long interval;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads;

    /**
     * Begins at once.
     *
     * @param interval between two transactions of the same client
     */
    Circle(Ledger ledger, List<Payer> payers, Amount amount, Duration interval, Tally tally) {
        client = new LedgerClient(ledger);
        this.amount = amount;
        this.tally = tally;
        this.interval = interval.toNanos();
        threads = Executors.newFixedThreadPool(payers.size(), work -> new Thread(work, "quoin-load"));
        long now = System.nanoTime();
        for (int i = 0; i < payers.size(); i++) {
            Payer payer = payers.get(i);
            String receiver = payers.get((i + 1) % payers.size()).name();
            long first = now + this.interval * i / payers.size(); // they take turns
            threads.execute(() -> pay(payer, receiver, first));
        }
    }

    /** Waits until what is under way has its answers. */
    @Override
    public void close() {
        end.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void pay(Payer payer, String receiver, long first) {
        Transfer transfer = new Transfer(payer.name(), receiver, amount);
        try {
            for (long due = first; !end.await(due - System.nanoTime(), TimeUnit.NANOSECONDS); due += interval) {
                if (!tally.hasRoom()) {
                    return;
                }
                pay(payer, transfer, due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pay(Payer payer, Transfer transfer, long due) throws InterruptedException {
        try {
            Receipt receipt = submit(payer, transfer);
            if (receipt.applied()) {
                tally.applied(receipt.transaction(), Duration.ofNanos(System.nanoTime() - due));
            } else {
                failed(receipt.failure().orElseThrow().message());
            }
        } catch (ExecutionException e) {
            failed(String.valueOf(e.getCause()));
        } catch (RefusedException e) {
            failed(e.failure().message());
        }
    }

    /** What an overloaded ledger did not take was never ordered, so signing it again is safe. */
    private Receipt submit(Payer payer, Transfer transfer) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return client.submit(payer.name(), payer.signer(), transfer).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof OverloadedException overloaded)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(overloaded.retryAfter().toMillis());
            }
        }
    }

    /** The others of a load fail for the same reason more often than not. */
    private void failed(String why) {
        if (tally.failed() == 1) {
            LOG.log(Level.WARNING, "A transfer of the load failed, the first one: " + why);
        }
    }
}
