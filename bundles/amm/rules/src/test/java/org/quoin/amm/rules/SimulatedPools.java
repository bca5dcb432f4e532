package org.quoin.amm.rules;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.simulation.Books;
import org.quoin.ledger.testkit.simulation.Deployed;
import org.quoin.ledger.testkit.simulation.Rows;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/**
 * Pools in a simulated life: people create some of whatever assets there are, shares of other pools among them, provide, take back
 * and swap. The books know only the events, and compute each swap anew.
 */
final class SimulatedPools implements Deployed {
    private static final int MOST_POOLS = 12;
    private static final String VAULT = "amm:vault";

    private final LoadedModule module = LoadedModule.describe(RulesJars.of("amm", "1.0.0", AmmRules.class));
    private final Map<String, Known> pools = new TreeMap<>();
    private final Map<String, Integer> events = new TreeMap<>();

    /** A pool, as the events tell of it. */
    private record Known(
            long number,
            String asset0,
            String asset1,
            long fee,
            BigInteger reserve0,
            BigInteger reserve1,
            BigInteger supply) {
        String share() {
            return "LP-" + number;
        }

        Known with(BigInteger more0, BigInteger more1, BigInteger shares) {
            return new Known(number, asset0, asset1, fee, reserve0.add(more0), reserve1.add(more1), supply.add(shares));
        }
    }

    private record Act(String operation, Values values, List<Amount> spends) implements OperationRecord {
        @Override
        public String capability() {
            return "amm";
        }

        @Override
        public int schema() {
            return 1;
        }
    }

    /** How many of each there were. */
    Map<String, Integer> events() {
        return events;
    }

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public List<String> agreements() {
        return pools.isEmpty() ? List.of() : List.of(VAULT);
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module.description().encode(act(random, context, signer, rows));
    }

    private Act act(RandomGenerator random, Context context, String signer, Rows rows) {
        List<String> assets = List.copyOf(rows.supplies().keySet());
        int kind = random.nextInt(23);
        if (kind == 0 || pools.isEmpty()) {
            return create(random, assets);
        }
        List<String> names = List.copyOf(pools.keySet());
        String name = names.get(random.nextInt(names.size()));
        Known pool = Objects.requireNonNull(pools.get(name));
        Values deadline = Values.of(
                "deadline", context.time().plus(Duration.ofSeconds(random.nextInt(40) == 0 ? -1 : random.nextInt(9))));
        boolean idle = pool.supply().signum() == 0;
        return switch (idle && random.nextInt(3) > 0 ? 2 : kind) {
            case 1 -> donate(random, signer, rows, name, pool, deadline);
            case 2, 3, 4, 5 -> deposit(random, signer, rows, name, pool, deadline);
            case 6, 7, 8 -> withdraw(random, signer, rows, name, pool, deadline);
            case 20 -> depositSingle(random, signer, rows, name, pool, deadline);
            case 21 -> withdrawSingle(random, signer, rows, name, pool, deadline);
            case 22 -> protocolFee(random, signer);
            case 9, 10 -> swapExact(random, signer, rows, name, pool, deadline);
            default -> swap(random, signer, rows, name, deadline);
        };
    }

    private Act create(RandomGenerator random, List<String> assets) {
        long[] fees = {100, 500, 3_000, 10_000, 7};
        String asset0 = assets.get(random.nextInt(assets.size()));
        String asset1 = assets.get(random.nextInt(assets.size()));
        String name = pools.size() < MOST_POOLS ? "pool-" + pools.size() : "pool-0";
        return new Act(
                "pool-create",
                Values.of("pool", name)
                        .and("asset0", asset0)
                        .and("asset1", random.nextInt(15) == 0 ? "NONE" : asset1)
                        .and("fee", fees[random.nextInt(random.nextInt(5) == 0 ? 5 : 4)]),
                List.of());
    }

    private static Act deposit(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount most0 = some(random, signer, rows, pool.asset0());
        Amount most1 = some(random, signer, rows, pool.asset1());
        return new Act(
                "deposit",
                deadline.and("pool", name)
                        .and("asset0", pool.asset0())
                        .and("amount0", most0.units())
                        .and("asset1", pool.asset1())
                        .and("amount1", most1.units())
                        .and("shareAsset", pool.share())
                        .and("minShares", BigInteger.valueOf(random.nextInt(10) == 0 ? Long.MAX_VALUE : 0)),
                List.of(most0, most1));
    }

    private static Act donate(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount gift0 = some(random, signer, rows, pool.asset0());
        Amount gift1 = some(random, signer, rows, pool.asset1());
        return new Act(
                "donate",
                deadline.and("pool", name)
                        .and("asset0", pool.asset0())
                        .and("amount0", gift0.units())
                        .and("asset1", pool.asset1())
                        .and("amount1", gift1.units()),
                List.of(gift0, gift1));
    }

    private static Act withdraw(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount shares = some(random, signer, rows, pool.share());
        return new Act(
                "withdraw",
                deadline.and("pool", name)
                        .and("shareAsset", pool.share())
                        .and("shares", shares.units())
                        .and("asset0", pool.asset0())
                        .and("min0", BigInteger.ZERO)
                        .and("asset1", pool.asset1())
                        .and("min1", random.nextInt(10) == 0 ? Amount.MAX_UNITS : BigInteger.ZERO),
                List.of(shares));
    }

    private static Act depositSingle(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount in = some(random, signer, rows, random.nextBoolean() ? pool.asset0() : pool.asset1());
        return new Act(
                "deposit-single",
                deadline.and("pool", name)
                        .and("assetIn", in.asset().symbol())
                        .and("amountIn", in.units())
                        .and("shareAsset", pool.share())
                        .and("minShares", BigInteger.valueOf(random.nextInt(10) == 0 ? Long.MAX_VALUE : 0)),
                List.of(in));
    }

    private static Act withdrawSingle(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount shares = some(random, signer, rows, pool.share());
        return new Act(
                "withdraw-single",
                deadline.and("pool", name)
                        .and("shareAsset", pool.share())
                        .and("shares", shares.units())
                        .and("assetOut", random.nextBoolean() ? pool.asset0() : pool.asset1())
                        .and("minOut", random.nextInt(10) == 0 ? Amount.MAX_UNITS : BigInteger.ZERO),
                List.of(shares));
    }

    private static Act protocolFee(RandomGenerator random, String signer) {
        String account = random.nextInt(5) == 0 ? "nobody" : signer;
        return new Act(
                "protocol-fee", random.nextInt(4) == 0 ? Values.none() : Values.of("account", account), List.of());
    }

    /** Through one pool to four, each of which mostly has what the one before gives. */
    private Act swap(RandomGenerator random, String signer, Rows rows, String first, Values deadline) {
        List<String> route = new ArrayList<>(List.of(first));
        Known pool = Objects.requireNonNull(pools.get(first));
        String start = random.nextBoolean() ? pool.asset0() : pool.asset1();
        String end = start.equals(pool.asset0()) ? pool.asset1() : pool.asset0();
        for (Map.Entry<String, Known> each : pools.entrySet()) {
            Known next = each.getValue();
            boolean fits = next.asset0().equals(end) || next.asset1().equals(end);
            if (route.size() < 4 && fits && random.nextInt(3) == 0) {
                route.add(each.getKey());
                end = next.asset0().equals(end) ? next.asset1() : next.asset0();
            }
        }
        Amount in = some(random, signer, rows, start);
        return new Act(
                "swap",
                deadline.and("route", route)
                        .and("assetIn", start)
                        .and("amountIn", in.units())
                        .and("assetOut", random.nextInt(20) == 0 ? "QUO" : end)
                        .and("minOut", random.nextInt(10) == 0 ? Amount.MAX_UNITS : BigInteger.ZERO),
                List.of(in));
    }

    private static Act swapExact(
            RandomGenerator random, String signer, Rows rows, String name, Known pool, Values deadline) {
        Amount most = some(random, signer, rows, pool.asset0());
        BigInteger out = pool.reserve1()
                .multiply(BigInteger.valueOf(random.nextInt(1_010)))
                .divide(BigInteger.valueOf(random.nextBoolean() ? 1_000 : 100_000));
        return new Act(
                "swap-exact-out",
                deadline.and("route", List.of(name))
                        .and("assetIn", pool.asset0())
                        .and("maxIn", most.units())
                        .and("assetOut", pool.asset1())
                        .and("amountOut", out),
                List.of(most));
    }

    /** Of what somebody has, or a little of what he has not. */
    private static Amount some(RandomGenerator random, String signer, Rows rows, String asset) {
        BigInteger has = rows.balances().getOrDefault(new Holding(signer, asset), BigInteger.valueOf(1_000));
        BigInteger least = random.nextInt(25) == 0 ? BigInteger.ZERO : BigInteger.ONE;
        BigInteger some = has.shiftRight(random.nextInt(1, random.nextBoolean() ? 8 : 40));
        return new Amount(some.max(least).min(Amount.MAX_UNITS), new Asset(asset, 0));
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        events.merge(event.name(), 1, Integer::sum);
        if (event.name().equals("protocol-set")) {
            return;
        }
        String name = data.text("pool");
        if (event.name().equals("protocol-paid")) {
            pools.computeIfPresent(name, (any, pool) -> protocolPaid(pool, data, books));
            return;
        }
        if (event.name().equals("pool-created")) {
            Known pool = new Known(
                    data.number("number"),
                    data.text("asset0"),
                    data.text("asset1"),
                    data.number("fee"),
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO);
            pools.put(name, pool);
            if (pool.number() == 1) {
                books.open(VAULT, "");
            }
            return;
        }
        Known before = Objects.requireNonNull(pools.get(name), name);
        Known after = event.name().equals("swapped")
                ? swapped(before, data, books)
                : provided(event.name(), before, data, books);
        pools.put(name, after);
    }

    /** What comes out of one pool and goes into the next is the account's in between: in the end that is the same. */
    private static Known swapped(Known pool, Values data, Books books) {
        boolean zeroIn = data.text("assetIn").equals(pool.asset0());
        BigInteger in = data.units("amountIn");
        BigInteger out = data.units("amountOut");
        books.add(data.text("account"), data.text("assetIn"), in.negate());
        books.addHeld(VAULT, data.text("assetIn"), in);
        books.addHeld(VAULT, data.text("assetOut"), out.negate());
        books.add(data.text("account"), data.text("assetOut"), out);

        BigInteger reserveIn = zeroIn ? pool.reserve0() : pool.reserve1();
        BigInteger reserveOut = zeroIn ? pool.reserve1() : pool.reserve0();
        BigInteger million = BigInteger.valueOf(1_000_000);
        BigInteger counted = in.multiply(BigInteger.valueOf(1_000_000 - pool.fee()));
        BigInteger most =
                counted.multiply(reserveOut).divide(reserveIn.multiply(million).add(counted));
        require(out.compareTo(most) <= 0, "a swap gave more than its formula");
        Known after =
                zeroIn ? pool.with(in, out.negate(), BigInteger.ZERO) : pool.with(out.negate(), in, BigInteger.ZERO);
        require(
                product(after).compareTo(product(pool)) >= 0
                        && after.reserve0().signum() > 0
                        && after.reserve1().signum() > 0,
                "the product of the reserves has fallen");
        return after;
    }

    /** At most a sixth of what the root of the product can have grown by. */
    private static Known protocolPaid(Known pool, Values data, Books books) {
        BigInteger shares = data.units("shares");
        require(
                shares.signum() > 0 && shares.multiply(BigInteger.valueOf(5)).compareTo(pool.supply()) <= 0,
                "the protocol took more than a sixth");
        books.add(data.text("account"), pool.share(), shares);
        books.addSupply(pool.share(), shares);
        return pool.with(BigInteger.ZERO, BigInteger.ZERO, shares);
    }

    private static BigInteger product(Known pool) {
        return pool.reserve0().multiply(pool.reserve1());
    }

    private static Known provided(String event, Known pool, Values data, Books books) {
        BigInteger sign = BigInteger.valueOf(event.equals("withdrawn") ? -1 : 1);
        BigInteger amount0 = data.units("amount0").multiply(sign);
        BigInteger amount1 = data.units("amount1").multiply(sign);
        boolean gift = event.equals("donated");
        BigInteger shares = gift ? BigInteger.ZERO : data.units("shares").multiply(sign);
        BigInteger all = gift ? BigInteger.ZERO : data.units("supply").subtract(pool.supply());
        BigInteger locked = all.subtract(shares);
        require(
                locked.equals(pool.supply().signum() == 0 ? BigInteger.valueOf(1_000) : BigInteger.ZERO),
                "other shares were made than it was told");
        String account = data.text("account");
        books.add(account, pool.asset0(), amount0.negate());
        books.addHeld(VAULT, pool.asset0(), amount0);
        books.add(account, pool.asset1(), amount1.negate());
        books.addHeld(VAULT, pool.asset1(), amount1);
        books.add(account, pool.share(), shares);
        books.addHeld(VAULT, pool.share(), locked);
        books.addSupply(pool.share(), all);

        Known after = pool.with(amount0, amount1, all);
        require(
                isWorthAsMuch(pool.reserve0(), pool.supply(), after.reserve0(), after.supply())
                        && isWorthAsMuch(pool.reserve1(), pool.supply(), after.reserve1(), after.supply()),
                "a share is worth less than before");
        return after;
    }

    private static boolean isWorthAsMuch(
            BigInteger reserve, BigInteger supply, BigInteger then, BigInteger supplyThen) {
        return then.multiply(supply).compareTo(reserve.multiply(supplyThen)) >= 0;
    }

    /** The pool answers what the events told. */
    @Override
    public void requireRows(ModuleSet modules, Context context, View state) {
        pools.forEach((name, pool) -> {
            Bytes input = module.description().query("pool", 1).orElseThrow().encodeInput(Values.of("pool", name));
            Values kept = module.description()
                    .query("pool", 1)
                    .orElseThrow()
                    .output()
                    .decode(Executor.query(modules, context, state, "amm", "pool", 1, input));
            require(
                    kept.units("reserve0").equals(pool.reserve0())
                            && kept.units("reserve1").equals(pool.reserve1())
                            && kept.units("supply").equals(pool.supply()),
                    name + " counts something else than it has");
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
