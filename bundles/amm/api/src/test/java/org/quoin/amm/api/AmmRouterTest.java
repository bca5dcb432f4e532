package org.quoin.amm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.amm.rules.AmmRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** The router beside all routes that there are, each asked for. */
@Timeout(120)
class AmmRouterTest {
    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final int ASSETS = 6;
    private static final int POOLS = 14;

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final LedgerClient client = new LedgerClient(ledger.ledger());
    private final AmmRouter router = new AmmRouter(ledger.ledger());
    private final List<AmmPool> pools = new ArrayList<>();

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("amm", "1.0.0", AmmRules.class)).failure())
                .isEmpty();
        for (int i = 0; i < ASSETS; i++) {
            applied(ALICE, new CreateAsset(units(i, 1L << 60), "alice"));
            applied(ALICE, new Transfer("alice", "bob", units(i, 1L << 40)));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void noRouteGivesMoreAndWhatIsOfferedIsGiven() {
        int splits = 0;
        int hops = 0;
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            createPools(random, seed);
            createRangedPools(random, seed);
            for (int round = 0; round < 12; round++) {
                int from = random.nextInt(ASSETS);
                int to = (from + 1 + random.nextInt(ASSETS - 1)) % ASSETS;
                Amount in = units(from, 1 + (random.nextLong() >>> (28 + random.nextInt(20))));
                List<List<String>> routes = routes("A" + from, "A" + to, new ArrayList<>());
                BigInteger most = most(routes, in, "A" + to);
                if (most.signum() == 0) {
                    assertThatThrownBy(() -> router.best(in, "A" + to)).isInstanceOf(RefusedException.class);
                    continue;
                }
                AmmOffer best = router.best(in, "A" + to);

                assertThat(best.in()).isEqualTo(in);
                assertThat(best.out().units())
                        .as("seed %s, round %s", seed, round)
                        .isGreaterThanOrEqualTo(most);
                splits += best.legs().size() > 1 ? 1 : 0;
                hops += best.legs().get(0).route().size() > 1 ? 1 : 0;
                BigInteger before = ledger.balance(BOB, asset(to)).units();
                applied(BOB, best.operations(best.out(), LATER).toArray(OperationRecord[]::new));
                assertThat(ledger.balance(BOB, asset(to)).units().subtract(before))
                        .isEqualTo(best.out().units());
            }
        }
        assertThat(splits).as("splits").isGreaterThan(5);
        assertThat(hops).as("routes of several pools").isGreaterThan(5);
    }

    @Test
    void noRouteTakesLessForAnAmount() {
        Random random = new Random(7);
        createPools(random, 0);
        for (int round = 0; round < 20; round++) {
            int from = random.nextInt(ASSETS);
            int to = (from + 1 + random.nextInt(ASSETS - 1)) % ASSETS;
            Amount out = units(to, 1 + (random.nextLong() >>> (30 + random.nextInt(20))));
            @Nullable BigInteger least = least(routes("A" + from, "A" + to, new ArrayList<>()), "A" + from, out);
            if (least != null) {
                AmmQuote best = router.bestExactOut("A" + from, out);
                assertThat(best.in().units()).as("round %s", round).isLessThanOrEqualTo(least);
            }
        }
    }

    @Test
    void whereNoPoolsLeadIsSaid() {
        assertThatThrownBy(() -> router.best(units(0, 5), "A1"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("NO_ROUTE"));
    }

    private void createPools(Random random, int seed) {
        int[] fees = {100, 500, 3_000, 10_000};
        for (int i = 0; i < POOLS; i++) {
            int one = random.nextInt(ASSETS);
            int other = (one + 1 + random.nextInt(ASSETS - 1)) % ASSETS;
            String name = "P" + seed + "-" + i;
            Receipt receipt = client.submit(
                            "alice",
                            ALICE.signer(),
                            new CreatePool(name, "A" + one, "A" + other, fees[random.nextInt(4)]))
                    .join();
            if (receipt.applied()) {
                Amount amount0 = units(one, 1_000 + (random.nextLong() >>> (24 + random.nextInt(10))));
                Amount amount1 = units(other, 1_000_000 + (random.nextLong() >>> (24 + random.nextInt(10))));
                AmmPool pool = new AmmPool(name, pools.size() + 1, 0, amount0, amount1, amount0);
                pools.add(pool);
                Asset share = new Asset("LP-" + pool.number(), 0);
                applied(ALICE, new DepositLiquidity(name, amount0, amount1, new Amount(BigInteger.ZERO, share), LATER));
            }
        }
    }

    /** Beside those of reserves, with most of their liquidity near the price. */
    private void createRangedPools(Random random, int seed) {
        for (int i = 0; i < 6; i++) {
            int one = random.nextInt(ASSETS);
            int other = (one + 1 + random.nextInt(ASSETS - 1)) % ASSETS;
            String name = "R" + seed + "-" + i;
            Receipt receipt = client.submit(
                            "alice",
                            ALICE.signer(),
                            new CreateRangedPool(name, "A" + one, "A" + other, 500, BigInteger.ONE.shiftLeft(96)))
                    .join();
            if (receipt.applied()) {
                Amount amount0 = units(one, 1L << 34);
                Amount amount1 = units(other, 1L << 34);
                for (int width : new int[] {1_000, 20_000}) {
                    applied(ALICE, new DepositRange(name, -width, width, amount0, amount1, BigInteger.ONE, LATER));
                }
                pools.add(new AmmPool(name, pools.size() + 1, 0, amount0, amount1, amount0));
            }
        }
    }

    /** All that lead somewhere and come to no asset twice. */
    private List<List<String>> routes(String at, String end, List<String> seen) {
        List<List<String>> routes = new ArrayList<>();
        List<String> been = new ArrayList<>(seen);
        been.add(at);
        for (AmmPool pool : pools) {
            String asset0 = pool.reserve0().asset().symbol();
            String asset1 = pool.reserve1().asset().symbol();
            String next = asset0.equals(at) ? asset1 : asset0;
            if (!(asset0.equals(at) || asset1.equals(at)) || been.contains(next)) {
                continue;
            }
            if (next.equals(end)) {
                routes.add(List.of(pool.name()));
            } else if (been.size() < 4) {
                for (List<String> rest : routes(next, end, been)) {
                    List<String> route = new ArrayList<>(List.of(pool.name()));
                    route.addAll(rest);
                    routes.add(route);
                }
            }
        }
        return routes;
    }

    private BigInteger most(List<List<String>> routes, Amount in, String end) {
        BigInteger most = BigInteger.ZERO;
        for (List<String> route : routes) {
            try {
                most = most.max(router.quote(route, in, end).out().units());
            } catch (RefusedException e) {
                assertThat(e.failure().code()).isIn("TOO_SMALL", "POOL_FULL", "PRICE_LIMIT");
            }
        }
        return most;
    }

    private @Nullable BigInteger least(List<List<String>> routes, String start, Amount out) {
        @Nullable BigInteger least = null;
        for (List<String> route : routes) {
            try {
                BigInteger in = router.quoteExactOut(route, start, out).in().units();
                least = least == null ? in : least.min(in);
            } catch (RefusedException e) {
                assertThat(e.failure().code()).isIn("NOT_SO_MUCH", "POOL_FULL");
            }
        }
        return least;
    }

    private void applied(Person person, OperationRecord... operations) {
        assertThat(client.submit(person.name(), person.signer(), operations)
                        .join()
                        .failure())
                .isEmpty();
    }

    private static Asset asset(int number) {
        return new Asset("A" + number, 0);
    }

    private static Amount units(int asset, long units) {
        return new Amount(BigInteger.valueOf(units), asset(asset));
    }
}
