package org.quoin.amm.provider;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.quoin.amm.api.AmmOffer;
import org.quoin.amm.api.AmmRouter;
import org.quoin.amm.api.CreatePool;
import org.quoin.amm.api.DepositLiquidity;
import org.quoin.amm.api.SwapExactIn;
import org.quoin.amm.rules.AmmRules;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.bench.Benchmark;

/**
 * Swaps through a pool of two reserves: transactions executed on a view, with end checks, invariants and events, by rules from the
 * archive that are metered; without signatures, roots and journal. The baseline is 20 times what a raw EVM does, 25,000 a second.
 * Tells also how many there are a second in blocks with their roots, how much slower it is among 100,000 pools than among ten, and how
 * long the best split over routes of up to four of 10,000 pools takes to find.
 */
public final class AmmBench implements Benchmark {
    private static final int EVM = 25_000;
    private static final int FEW = 10;
    private static final int MANY = Integer.getInteger("quoin.amm.pools", 100_000);
    private static final int ROUTED = 10_000;
    private static final int SWAPS = 20_000;
    private static final int BLOCK = 1_000;
    private static final int ROUNDS = 7;
    private static final int[] FEES = {100, 500, 3_000, 10_000};
    private static final Person WHO = Person.ALICE;
    private static final BigInteger SUPPLY = BigInteger.ONE.shiftLeft(110);
    private static final BigInteger RESERVE = BigInteger.TEN.pow(24);

    @Override
    public String name() {
        return "amm";
    }

    @Override
    public String heap() {
        return "6g";
    }

    @Override
    public Figures run(Path directory) {
        Line few = new Line(FEW);
        double executed = few.median(few::executed);
        double inBlocks = few.median(few::inBlocks);
        Line many = new Line(MANY);
        double among = many.median(many::executed);
        double[] routes = routes();
        return new Figures(executed, "swaps/s executed", 20.0 * EVM)
                .with("inBlocksWithRoots", inBlocks)
                .with("gas", few.gas)
                .with("slowerAmong" + MANY, executed / among)
                .with("routeMillis", routes[0])
                .with("routeAfterABlockMillis", routes[1]);
    }

    private static int assets(int pools) {
        int assets = 2;
        while (assets * (assets - 1) / 2 * FEES.length < pools) {
            assets++;
        }
        return assets;
    }

    private static Asset asset(int number) {
        return new Asset("A" + number, 0);
    }

    private static Genesis genesis(int assets) {
        List<Genesis.Endowment> endowments = new ArrayList<>();
        endowments.add(new Genesis.Endowment(
                TestLedger.QUO, WHO.name(), List.of(new Genesis.Share(WHO.name(), BigInteger.TEN.pow(24)))));
        IntStream.range(0, assets)
                .mapToObj(number -> new Genesis.Endowment(
                        asset(number), WHO.name(), List.of(new Genesis.Share(WHO.name(), SUPPLY))))
                .forEach(endowments::add);
        return new Genesis(
                true,
                TestLedger.START,
                List.of(new Genesis.Founder(WHO.name(), WHO.signer().publicKey())),
                List.of(WHO.name()),
                endowments);
    }

    /** Pools in the order of their assets and fees; each has as much of both. */
    private static List<OperationRecord> pools(int count, int assets, Instant deadline) {
        List<OperationRecord> operations = new ArrayList<>();
        int number = 0;
        for (int one = 0; one < assets; one++) {
            for (int other = one + 1; other < assets; other++) {
                for (int fee : FEES) {
                    if (number == count) {
                        return operations;
                    }
                    String name = "P" + number++;
                    operations.add(new CreatePool(
                            name, asset(one).symbol(), asset(other).symbol(), fee));
                    BigInteger amount = RESERVE.add(
                            BigInteger.valueOf(number * 7919L % 1_000_003).shiftLeft(55));
                    operations.add(new DepositLiquidity(
                            name,
                            new Amount(amount, asset(one)),
                            new Amount(RESERVE, asset(other)),
                            new Amount(BigInteger.ZERO, new Asset("LP-" + number, 0)),
                            deadline));
                }
            }
        }
        return operations;
    }

    private interface Round {
        double run();
    }

    /** A chain with pools. */
    private static final class Line {
        private final SplittableRandom random = new SplittableRandom(1);
        private final int pools;
        private final Map<String, List<Asset>> byPool = new HashMap<>();
        private Chain chain;
        private long sequence;
        private double gas;

        private Line(int pools) {
            this.pools = pools;
            int assets = assets(pools);
            chain = Chain.found(genesis(assets), RulesSource.NONE).chain();
            block(List.of(sign(ActivateModule.of(RulesJars.of("amm", "1.0.0", AmmRules.class)), sequence++)));
            block(List.of());
            List<VerifiedTransaction> batch = new ArrayList<>();
            for (OperationRecord operation : pools(pools, assets, TestLedger.START.plus(Duration.ofDays(30)))) {
                batch.add(sign(operation, sequence++));
                if (operation instanceof DepositLiquidity deposit) {
                    byPool.put(
                            deposit.pool(),
                            List.of(deposit.amount0().asset(), deposit.amount1().asset()));
                }
                if (batch.size() == BLOCK) {
                    block(batch);
                    batch.clear();
                }
            }
            block(batch);
        }

        private double median(Round round) {
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i <= ROUNDS; i++) {
                rates.add(round.run());
            }
            System.out.println(pools + " pools: " + rates);
            return rates.subList(1, rates.size()).stream().sorted().toList().get(ROUNDS / 2);
        }

        /** On a view that is thrown away. */
        private double executed() {
            List<VerifiedTransaction> swaps = swaps();
            Context context = new Context(
                    chain.header().chainId(),
                    chain.header().height() + 1,
                    chain.header().time().plusMillis(100));
            Overlay view = new Overlay(chain.state());
            long used = 0;
            long start = System.nanoTime();
            for (VerifiedTransaction swap : swaps) {
                Outcome outcome = Executor.execute(chain.modules(), context, new Step.Apply(swap), view);
                if (outcome.failure() != null) {
                    throw new IllegalStateException("a good swap was rejected: " + outcome);
                }
                used += outcome.gas();
            }
            long time = System.nanoTime() - start;
            gas = (double) used / swaps.size();
            return swaps.size() * 1e9 / time;
        }

        private double inBlocks() {
            List<VerifiedTransaction> swaps = swaps();
            long start = System.nanoTime();
            for (int from = 0; from < SWAPS; from += BLOCK) {
                block(swaps.subList(from, from + BLOCK));
            }
            sequence += SWAPS;
            return SWAPS * 1e9 / (System.nanoTime() - start);
        }

        private List<VerifiedTransaction> swaps() {
            List<VerifiedTransaction> swaps = new ArrayList<>();
            for (int i = 0; i < SWAPS; i++) {
                String pool = "P" + random.nextInt(pools);
                List<Asset> assets = byPool.getOrDefault(pool, List.of());
                int in = random.nextInt(2);
                swaps.add(sign(
                        new SwapExactIn(
                                List.of(pool),
                                new Amount(BigInteger.valueOf(1_000_000 + random.nextInt(1_000_000)), assets.get(in)),
                                new Amount(BigInteger.ONE, assets.get(1 - in)),
                                chain.header().time().plus(Duration.ofMinutes(1))),
                        sequence + i));
            }
            return swaps;
        }

        private VerifiedTransaction sign(OperationRecord record, long number) {
            Operation operation = record.capability().equals("ledger")
                    ? CoreCapability.DESCRIPTION.encode(record)
                    : chain.modules()
                            .find(record.capability())
                            .orElseThrow()
                            .description()
                            .encode(record);
            return VerifiedTransaction.verify(new Transaction(
                                    chain.header().chainId(),
                                    WHO.name(),
                                    0,
                                    number,
                                    chain.header().time().plus(Duration.ofMinutes(30)),
                                    List.of(operation),
                                    WHO.signer().publicKey())
                            .sign(WHO.signer()))
                    .orElseThrow();
        }

        private void block(List<VerifiedTransaction> transactions) {
            Chain.Extension block = chain.extend(new BlockInput(
                    CoreCapability.PROTOCOL,
                    chain.header().height() + 1,
                    chain.header().input(),
                    chain.header().time().plusMillis(100),
                    chain.modules().hash(),
                    chain.header().height(),
                    chain.head(),
                    List.copyOf(transactions)));
            chain = block.chain();
            for (ReceiptRow receipt : block.record().receipts()) {
                if (receipt.outcome().failure() != null) {
                    throw new IllegalStateException("a good transaction was rejected: " + receipt.outcome());
                }
            }
        }
    }

    /** In milliseconds: when nothing has changed, and when some pools have. */
    private static double[] routes() {
        int assets = assets(ROUTED);
        TestLedger ledger =
                TestLedger.found(new MemoryStore(), new ManualClock(TestLedger.START), genesis(assets), WHO);
        ledger.activate(RulesJars.of("amm", "1.0.0", AmmRules.class));
        LedgerClient client = new LedgerClient(ledger.ledger());
        pools(ROUTED, assets, TestLedger.START.plus(Duration.ofDays(1)))
                .forEach(operation ->
                        client.submit(WHO.name(), WHO.signer(), operation).join());
        AmmRouter router = new AmmRouter(ledger.ledger());
        SplittableRandom random = new SplittableRandom(2);
        List<Double> quiet = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(assets);
            int to = (from + 1 + random.nextInt(assets - 1)) % assets;
            Amount in = new Amount(RESERVE.shiftRight(1 + random.nextInt(6)), asset(from));
            long start = System.nanoTime();
            AmmOffer offer = router.best(in, asset(to).symbol());
            (round % 2 == 0 ? quiet : busy).add((System.nanoTime() - start) / 1e6);
            if (round % 2 == 0) {
                OperationRecord[] swap = offer.operations(offer.out(), TestLedger.START.plus(Duration.ofDays(1)))
                        .toArray(OperationRecord[]::new);
                client.submit(WHO.name(), WHO.signer(), swap).join();
            }
        }
        ledger.close();
        System.out.println("routes: " + quiet + "\nafter swaps: " + busy);
        return new double[] {
            quiet.stream().sorted().toList().get(quiet.size() / 2),
            busy.stream().sorted().toList().get(busy.size() / 2)
        };
    }
}
