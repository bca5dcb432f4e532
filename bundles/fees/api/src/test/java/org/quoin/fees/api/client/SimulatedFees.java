package org.quoin.fees.api.client;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FeePolicy;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.PerResource;
import org.quoin.fees.api.SetFeePolicy;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.testkit.simulation.Books;
import org.quoin.ledger.testkit.simulation.Deployed;
import org.quoin.ledger.testkit.simulation.Release;
import org.quoin.ledger.testkit.simulation.Rows;

/**
 * Fees in a simulated life: people deposit, stake, and pay for each other, while operators change prices, limits and the version of
 * the rules. The books know only the events.
 */
final class SimulatedFees implements Deployed {
    /** Of the chains on which lives are simulated. */
    private static final String OPERATOR = "alice";

    private static final Asset QUO = new Asset("QUO", 0);

    private final List<Release> releases;
    private final Map<String, Stake> sponsors = new TreeMap<>();
    private final Map<String, Integer> events = new TreeMap<>();
    private @Nullable Values prices;
    private @Nullable Values policy;

    /** What the events tell of a sponsor; what he has deposited is what the books say that his agreement holds, without these. */
    private record Stake(
            BigInteger staked,
            BigInteger unstaked,
            @Nullable Values limits) {
        static final Stake NONE = new Stake(BigInteger.ZERO, BigInteger.ZERO, null);

        Stake moved(BigInteger toStake, BigInteger toUnstaked) {
            return new Stake(staked.add(toStake), unstaked.add(toUnstaked), limits);
        }

        Stake limited(Values others) {
            return new Stake(staked, unstaked, others);
        }
    }

    SimulatedFees(List<Bytes> versions) {
        releases = versions.stream().map(Release::of).toList();
    }

    /** How many of each there were. */
    Map<String, Integer> events() {
        return events;
    }

    @Override
    public LoadedModule module() {
        return releases.get(0).module();
    }

    @Override
    public List<Release> releases() {
        return releases;
    }

    @Override
    public List<String> agreements() {
        return sponsors.keySet().stream().map(SimulatedFees::agreement).toList();
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module().description().encode(record(random, signer));
    }

    private OperationRecord record(RandomGenerator random, String signer) {
        if (signer.equals(OPERATOR) && random.nextInt(3) == 0 || random.nextInt(40) == 0) {
            return policy(random);
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new FundSponsor(some(random));
            case 3, 4 -> new StakeSponsor(some(random));
            case 5 -> new UnstakeSponsor(some(random));
            case 6 -> new UnstakeSponsor(quo(stake(signer).staked()));
            case 7 -> new WithdrawSponsor(WithdrawSponsor.From.DEPOSIT, some(random));
            case 8 ->
                new WithdrawSponsor(
                        WithdrawSponsor.From.STAKE, quo(stake(signer).unstaked()));
            default -> new LimitSponsor(limits(random));
        };
    }

    private Stake stake(String sponsor) {
        return sponsors.getOrDefault(sponsor, Stake.NONE);
    }

    /** Periods that a few transactions crowd, or that nobody can. */
    private static SetFeePolicy policy(RandomGenerator random) {
        return new SetFeePolicy(
                new FeePolicy(
                        0,
                        random.nextBoolean() ? "" : "bob",
                        random.nextBoolean() ? "" : OPERATOR,
                        random.nextInt(1_000_001),
                        new PerResource<>(price(random), price(random), price(random), price(random)),
                        new PerResource<>(limit(random, 21), limit(random, 14), limit(random, 14), limit(random, 14)),
                        Duration.ofMillis(random.nextLong(90, 60_000)),
                        List.of("layer2"),
                        random.nextInt(1_000_001)),
                random.nextInt(4) == 0);
    }

    private static Amount price(RandomGenerator random) {
        return quo(BigInteger.valueOf(random.nextInt(20) == 0 ? 7 : 8L << random.nextInt(24)));
    }

    private static long limit(RandomGenerator random, int bits) {
        return 2 * random.nextLong(2_400, 1L << random.nextInt(bits, bits + 6)) + random.nextInt(20) / 19;
    }

    private static SponsorLimits limits(RandomGenerator random) {
        List<String> allowed = switch (random.nextInt(5)) {
            case 0 -> List.of("fees", "ledger/transfer");
            case 1 -> List.of("no/such/call");
            default -> List.of();
        };
        return new SponsorLimits(some(random), some(random), some(random), allowed);
    }

    private static Amount some(RandomGenerator random) {
        return quo(
                random.nextInt(25) == 0
                        ? BigInteger.ZERO
                        : BigInteger.valueOf(random.nextLong(1, 1L << random.nextInt(40, 56))));
    }

    private static Amount quo(BigInteger units) {
        return new Amount(units, QUO);
    }

    @Override
    public FeeTerms offer(RandomGenerator random, String signer) {
        if (random.nextInt(20) == 0) {
            return FeeTerms.NONE;
        }
        BigInteger limit = BigInteger.ONE.shiftLeft(random.nextInt(44, 54));
        List<String> names = List.copyOf(sponsors.keySet());
        boolean sponsored = !names.isEmpty() && random.nextInt(3) == 0;
        String sponsor = !sponsored ? "" : random.nextInt(20) == 0 ? "nobody" : names.get(random.nextInt(names.size()));
        return new FeeTerms(limit, random.nextInt(10), random.nextInt(40) == 0, sponsor);
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        events.merge(event.name(), 1, Integer::sum);
        switch (event.name()) {
            case "prices-changed" -> prices = data;
            case "policy-changed" -> policy = data;
            case "policy-approved" -> {} // a policy holds when it has changed
            case "sponsor-funded" -> move(data, 1, 0, 0, books);
            case "sponsor-staked" -> move(data, 1, 1, 0, books);
            case "sponsor-unstaked" -> move(data, 0, -1, 1, books);
            case "sponsor-withdrawn" -> move(data, -1, 0, data.text("from").equals("stake") ? -1 : 0, books);
            case "sponsor-limited" ->
                sponsors.computeIfPresent(data.text("sponsor"), (name, stake) -> stake.limited(data));
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    /** Adds the amount so many times to what the agreement holds, to the stake, and to what waits to be withdrawn. */
    private void move(Values data, int held, int staked, int unstaked, Books books) {
        String name = data.text("sponsor");
        BigInteger amount = data.units("amount");
        if (!sponsors.containsKey(name)) {
            books.open(agreement(name), name);
        }
        BigInteger change = amount.multiply(BigInteger.valueOf(held));
        books.add(name, QUO.symbol(), change.negate());
        books.addHeld(agreement(name), QUO.symbol(), change);
        sponsors.put(
                name,
                stake(name)
                        .moved(
                                amount.multiply(BigInteger.valueOf(staked)),
                                amount.multiply(BigInteger.valueOf(unstaked))));
        if (held < 0 && books.held(agreement(name), QUO.symbol()).signum() == 0) {
            sponsors.remove(name);
            books.close(agreement(name));
        }
    }

    /** What is answered of prices, the policy and sponsors is what events told. */
    @Override
    public void requireRows(ModuleSet modules, Context context, View state) {
        LoadedModule active = modules.find("fees").orElse(null);
        if (active == null) {
            return;
        }
        Asker asker = new Asker(active.description(), modules, context, state);
        Values now = asker.ask("prices", Values.none());
        requireAlike(prices, now, "executionPrice", "dataPrice", "growthPrice", "layer2Price");
        requireAlike(
                policy,
                asker.ask("policy", Values.none()),
                "tipsTo",
                "treasury",
                "share",
                "minExecutionPrice",
                "executionLimit",
                "growthLimit",
                "period",
                "stakeRate");
        sponsors.forEach((name, stake) -> {
            Values sponsor = asker.ask("sponsor", Values.of("sponsor", name));
            require(sponsor.units("stake").equals(stake.staked()), name + " has another stake");
            require(sponsor.units("unstaked").equals(stake.unstaked()), name + " has unstaked another amount");
            require(sponsor.units("free").compareTo(sponsor.units("mostFree")) <= 0, name + " has more free than most");
            requireAlike(stake.limits(), sponsor, "perTransaction", "perUser", "perDay", "allowed");
        });
    }

    private record Asker(Description description, ModuleSet modules, Context context, View state) {
        Values ask(String name, Values input) {
            QueryType query = description.query(name, 1).orElseThrow();
            Bytes answer = Executor.query(modules, context, state, "fees", name, 1, query.encodeInput(input));
            return query.output().decode(answer);
        }
    }

    private static void requireAlike(@Nullable Values told, Values kept, String... names) {
        if (told != null) {
            for (String name : names) {
                require(told.find(name).equals(kept.find(name)), name + " is not as it was told");
            }
        }
    }

    private static String agreement(String sponsor) {
        return "fees:" + sponsor;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
