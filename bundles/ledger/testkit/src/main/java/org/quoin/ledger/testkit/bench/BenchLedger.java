package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerNode;

/** A ledger in a directory, with journal and store, and a populace that pays. */
public final class BenchLedger implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LedgerNode node;
    private final Payments payments;
    private final Lag lag;

    private BenchLedger(DirectoryStore store, Populace populace) throws IOException {
        try {
            node = LedgerNode.open(
                    store,
                    () -> {
                        throw new IllegalStateException("nobody lives there");
                    },
                    InstantSource.system(),
                    threads);
        } catch (IOException | RuntimeException | Error e) {
            threads.shutdown();
            throw e;
        }
        payments = new Payments(populace, node.info().chainId(), node.now(), name -> node.nextSequence(name, 0));
        lag = new Lag(store.memory());
    }

    /** Makes a ledger with this populace. */
    public static void settle(Path directory, Populace populace) throws IOException {
        populace.settle(store(directory), InstantSource.system().instant());
    }

    /** Opens the ledger that was made there. */
    public static BenchLedger open(Path directory, Populace populace) throws IOException {
        return new BenchLedger(store(directory), populace);
    }

    private static DirectoryStore store(Path directory) {
        return new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules"));
    }

    public Ledger ledger() {
        return node;
    }

    public List<List<Presigned>> sign(int count) {
        return payments.signed(count);
    }

    /** All are submitted at once, a part by each of as many threads; they are done when all are durable, and what was due is stored. */
    public Timed submit(List<List<Presigned>> load) throws Exception {
        lag.start(node.backlog());
        Timed submitted = Timed.of(count(load), () -> {
            inParallel(load, this::submitPart);
            awaitStored();
        });
        lag.end(node.backlog());
        return submitted;
    }

    /** The same threads do nothing but verify the signatures. */
    Timed verify(List<List<Presigned>> load) throws Exception {
        return Timed.of(count(load), () -> inParallel(load, BenchLedger::verifyPart));
    }

    /** @throws IllegalStateException if it falls behind more with every round */
    public void requireSteady() {
        lag.requireSteady();
    }

    /** Returns when no checkpoint is due: what is left is less than one. */
    public void awaitStored() throws InterruptedException {
        while (node.backlog().storing()) {
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        node.close();
        threads.shutdown();
    }

    private void submitPart(List<Presigned> part) throws InterruptedException {
        Answers answers = new Answers(node, part.size());
        for (Presigned each : part) {
            answers.submit(each.encoded(), () -> {});
        }
        answers.await();
    }

    private static void verifyPart(List<Presigned> part) {
        for (Presigned each : part) {
            if (!Signatures.verify(each.key(), each.message(), each.signature())) {
                throw new IllegalStateException("a good signature was not accepted");
            }
        }
    }

    @FunctionalInterface
    private interface PartWork {
        void on(List<Presigned> part) throws InterruptedException;
    }

    private void inParallel(List<List<Presigned>> parts, PartWork work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (List<Presigned> part : parts) {
            running.add(threads.submit(() -> {
                work.on(part);
                return part;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    private static long count(List<List<Presigned>> load) {
        return load.stream().mapToLong(List::size).sum();
    }
}
