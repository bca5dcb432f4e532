package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerNode;
import org.quoin.ledger.testkit.Person;

/**
 * Signed, durable transfers through {@link Ledger#submit} on a ledger in a directory, from the first submission to the last
 * receipt. The baseline is what the same number of threads verify of the same signatures and do nothing else. Each round
 * measures both; the figures are those of the round with the median ratio.
 */
public final class TransferBench implements Benchmark {
    private static final int PEOPLE = 1_000;
    private static final int TRANSFERS = 40_000;
    private static final int ROUNDS = 5;
    private static final int THREADS = 2;
    private static final Asset ASSET = new Asset("QUO", 18);
    private static final Duration VALIDITY = Duration.ofHours(1);

    private final List<Person> people =
            IntStream.range(0, PEOPLE).mapToObj(i -> Person.named("p" + i)).toList();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final long[] sequences = new long[PEOPLE];

    private record Round(double transfers, double verifications) {
        double ratio() {
            return transfers / verifications;
        }
    }

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public Figures run(Path directory) throws IOException, ExecutionException, InterruptedException {
        try {
            Round median = median(directory);
            return new Figures(median.transfers(), "signed durable transfers/s", median.verifications());
        } finally {
            threads.shutdown();
        }
    }

    private Round median(Path directory) throws IOException, ExecutionException, InterruptedException {
        LedgerNode node = LedgerNode.open(
                new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules")),
                this::genesis,
                InstantSource.system(),
                threads);
        try {
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i <= ROUNDS; i++) {
                List<List<SignedTransaction>> load = sign(node);
                double verifications = rate(load, this::verify);
                double transfers = rate(load, part -> submit(node, part));
                if (i > 0) { // the first warms up
                    rounds.add(new Round(transfers, verifications));
                    System.out.printf("%.0f of %.0f%n", transfers, verifications);
                }
            }
            rounds.sort(Comparator.comparingDouble(Round::ratio));
            return rounds.get(ROUNDS / 2);
        } finally {
            node.close();
        }
    }

    /** A part for each thread; nobody sends from two of them, so that sequence numbers come in order. */
    private List<List<SignedTransaction>> sign(Ledger ledger) {
        Instant validUntil = ledger.now().plus(VALIDITY);
        List<List<SignedTransaction>> parts = new ArrayList<>();
        for (int part = 0; part < THREADS; part++) {
            List<SignedTransaction> signed = new ArrayList<>();
            for (int i = part; i < TRANSFERS; i += THREADS) {
                int from = i % PEOPLE;
                Person payer = people.get(from);
                Person payee = people.get((i * 7 + 1) % PEOPLE);
                Operation operation = CoreCapability.DESCRIPTION.encode(
                        new Transfer(payer.name(), payee.name(), new Amount(BigInteger.ONE, ASSET)));
                PublicKey key = payer.signer().publicKey();
                signed.add(new Transaction(
                                ledger.info().chainId(),
                                payer.name(),
                                0,
                                sequences[from]++,
                                validUntil,
                                List.of(operation),
                                key)
                        .sign(payer.signer()));
            }
            parts.add(signed);
        }
        return parts;
    }

    private double rate(List<List<SignedTransaction>> parts, Consumer<List<SignedTransaction>> work)
            throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (List<SignedTransaction> part : parts) {
            Callable<Void> task = () -> {
                work.accept(part);
                return null;
            };
            running.add(threads.submit(task));
        }
        for (Future<?> each : running) {
            each.get();
        }
        return TRANSFERS * 1e9 / (System.nanoTime() - start);
    }

    private void verify(List<SignedTransaction> part) {
        for (SignedTransaction each : part) {
            if (!Signatures.verify(each.transaction().key(), each.transaction().message(), each.signature())) {
                throw new IllegalStateException("a good signature was not accepted");
            }
        }
    }

    private static void submit(Ledger ledger, List<SignedTransaction> part) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>(part.size());
        for (SignedTransaction each : part) {
            Bytes encoded = each.encode();
            receipts.add(ledger.submit(encoded));
        }
        for (CompletableFuture<Receipt> receipt : receipts) {
            if (!receipt.join().applied()) {
                throw new IllegalStateException("a good transfer was rejected: " + receipt.join());
            }
        }
    }

    private Genesis genesis() {
        BigInteger endowment = Amount.parse("1000", ASSET).units();
        return new Genesis(
                true,
                Instant.now(),
                people.stream()
                        .map(person -> new Genesis.Founder(
                                person.name(), person.signer().publicKey()))
                        .toList(),
                List.of(),
                List.of(new Genesis.Endowment(
                        ASSET,
                        people.get(0).name(),
                        people.stream()
                                .map(person -> new Genesis.Share(person.name(), endowment))
                                .toList())));
    }
}
