package org.quoin.htlc.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerNode;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.bench.Benchmark;

/**
 * Contracts made and redeemed, beside transfers: executed in blocks, with roots, without signatures and disk, which cost every
 * transaction the same. Prints also what the meter in the rules and their class loader cost, by executing the same operations with the same
 * rules loaded by the loader of the test, and how long an activation takes on a ledger in a directory.
 */
public final class HtlcBench implements Benchmark {
    private static final int CONTRACTS = 10_000;
    private static final int BLOCK = 1_000;
    private static final int ROUNDS = 7;
    private static final int ACTIVATIONS = 50;
    private static final Person PAYER = Person.ALICE;
    private static final Person PAYEE = Person.BOB;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.ETH);

    /** Each of them gets no more contracts at a time than a pair may have open. */
    private static final List<Person> BENEFICIARIES = IntStream.range(0, 25)
            .mapToObj(number -> Person.named("beneficiary" + number))
            .toList();

    private static final Person[] PEOPLE =
            Stream.concat(Stream.of(PAYER, PAYEE), BENEFICIARIES.stream()).toArray(Person[]::new);

    private record Round(double contracts, double transfers) {
        double ratio() {
            return contracts / transfers;
        }
    }

    private final Bytes jar = jar();
    private Chain chain =
            Chain.found(TestLedger.genesis(PEOPLE), RulesSource.NONE).chain();
    private long sequence;
    private long secrets;

    private static Bytes jar() {
        try (InputStream rules = new HtlcModule().rules()) {
            return Bytes.of(rules.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "htlc";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        extend(List.of(sign(CoreCapability.DESCRIPTION.encode(ActivateModule.of(jar)))));
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i <= ROUNDS; i++) {
            Round round = new Round(contracts(), transfers());
            System.out.printf("%.0f of %.0f%n", round.contracts(), round.transfers());
            if (i > 0) { // the first warms up
                rounds.add(round);
            }
        }
        rounds.sort(Comparator.comparingDouble(Round::ratio));
        Round median = rounds.get(ROUNDS / 2);
        System.out.printf("gate and class loader: %.3f of the time without%n", boundary());
        System.out.printf("activation: %.1f ms, the rules have %d bytes%n", activation(directory), jar.size());
        return new Figures(median.contracts(), "htlc operations/s executed", median.transfers());
    }

    private double contracts() {
        long secret = secrets;
        List<VerifiedTransaction> creations = new ArrayList<>();
        for (int i = 0; i < CONTRACTS; i++) {
            creations.add(sign(creation()));
        }
        List<ReceiptRow> created = new ArrayList<>();
        long start = System.nanoTime();
        for (int from = 0; from < CONTRACTS; from += BLOCK) {
            created.addAll(extend(creations.subList(from, from + BLOCK)));
        }
        long creating = System.nanoTime() - start;

        List<VerifiedTransaction> redemptions = new ArrayList<>();
        for (ReceiptRow receipt : created) {
            Hash id = rules().description()
                    .event("created")
                    .orElseThrow()
                    .fields()
                    .decode(receipt.outcome().events().get(0).data())
                    .hash("id");
            redemptions.add(sign(rules().description().encode(new RedeemHtlc(id, preimage(secret++)))));
        }
        start = System.nanoTime();
        for (int from = 0; from < CONTRACTS; from += BLOCK) {
            requireApplied(extend(redemptions.subList(from, from + BLOCK)));
        }
        return 2 * CONTRACTS * 1e9 / (creating + System.nanoTime() - start);
    }

    private double transfers() {
        List<VerifiedTransaction> transfers = new ArrayList<>();
        for (int i = 0; i < 2 * CONTRACTS; i++) {
            transfers.add(sign(CoreCapability.DESCRIPTION.encode(new Transfer(PAYER.name(), PAYEE.name(), UNIT))));
        }
        long start = System.nanoTime();
        for (int from = 0; from < 2 * CONTRACTS; from += BLOCK) {
            requireApplied(extend(transfers.subList(from, from + BLOCK)));
        }
        return 2 * CONTRACTS * 1e9 / (System.nanoTime() - start);
    }

    /** The time of operations whose rules have a loader of their own, as a part of that with the loader of the test. */
    private double boundary() {
        LoadedModule own = rules();
        ModuleSet apart = ModuleSet.of(List.of(own), RulesSource.NONE);
        ModuleSet together =
                ModuleSet.of(List.of(new LoadedModule(own.id(), own.description(), new HtlcRules())), RulesSource.NONE);
        List<VerifiedTransaction> creations = new ArrayList<>();
        for (int i = 0; i < CONTRACTS; i++) {
            creations.add(sign(creation()));
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i <= ROUNDS; i++) {
            double ratio = execute(apart, creations) / execute(together, creations);
            if (i > 0) {
                ratios.add(ratio);
            }
        }
        sequence -= CONTRACTS; // none of them was kept
        ratios.sort(Comparator.naturalOrder());
        return ratios.get(ROUNDS / 2);
    }

    private double execute(ModuleSet modules, List<VerifiedTransaction> transactions) {
        Context context = new Context(
                chain.header().chainId(),
                chain.header().height() + 1,
                chain.header().time());
        Overlay view = new Overlay(chain.state());
        long start = System.nanoTime();
        for (VerifiedTransaction transaction : transactions) {
            if (Executor.execute(modules, context, new Step.Apply(transaction), view)
                            .failure()
                    != null) {
                throw new IllegalStateException("a good creation was rejected");
            }
        }
        return System.nanoTime() - start;
    }

    /** In milliseconds, the median; each from submission to a receipt that is durable. */
    private double activation(Path directory) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LedgerNode node = LedgerNode.open(
                new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules")),
                () -> TestLedger.genesis(PAYER, PAYEE),
                InstantSource.system(),
                threads)) {
            LedgerClient client = new LedgerClient(node);
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < ACTIVATIONS; i++) {
                long start = System.nanoTime();
                client.submit(PAYER.name(), PAYER.signer(), ActivateModule.of(jar))
                        .get();
                times.add((System.nanoTime() - start) / 1e6);
                client.submit(PAYER.name(), PAYER.signer(), new DeactivateModule("htlc"))
                        .get();
            }
            times.sort(Comparator.naturalOrder());
            System.out.printf("activation, the first: at most %.1f ms%n", times.get(ACTIVATIONS - 1));
            return times.get(ACTIVATIONS / 2);
        } finally {
            threads.shutdown();
        }
    }

    private static Bytes preimage(long secret) {
        return Bytes.of(ByteBuffer.allocate(32).putLong(secret).array());
    }

    private Operation creation() {
        Bytes preimage = preimage(secrets);
        Person beneficiary = BENEFICIARIES.get((int) (secrets++ % BENEFICIARIES.size()));
        return rules().description()
                .encode(new CreateHtlc(
                        PAYER.name(),
                        beneficiary.name(),
                        UNIT,
                        Hash.sha256(preimage.toArray()),
                        preimage.size(),
                        chain.header().time().plus(Duration.ofHours(1))));
    }

    private LoadedModule rules() {
        return chain.modules().find("htlc").orElseThrow();
    }

    private VerifiedTransaction sign(Operation operation) {
        Transaction transaction = new Transaction(
                chain.header().chainId(),
                PAYER.name(),
                0,
                sequence++,
                chain.header().time().plus(Duration.ofHours(1)),
                List.of(operation),
                PAYER.signer().publicKey());
        return VerifiedTransaction.verify(transaction.sign(PAYER.signer())).orElseThrow();
    }

    private List<ReceiptRow> extend(List<VerifiedTransaction> transactions) {
        Instant time = chain.header().time();
        Chain.Extension block = chain.extend(new BlockInput(
                CoreCapability.PROTOCOL,
                chain.header().height() + 1,
                chain.header().input(),
                time,
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                transactions));
        chain = block.chain();
        return block.record().receipts();
    }

    private static void requireApplied(List<ReceiptRow> receipts) {
        for (ReceiptRow receipt : receipts) {
            if (receipt.outcome().failure() != null) {
                throw new IllegalStateException("a good transaction was rejected: " + receipt.outcome());
            }
        }
    }
}
