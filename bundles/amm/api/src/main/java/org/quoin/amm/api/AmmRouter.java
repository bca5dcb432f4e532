package org.quoin.amm.api;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;

/**
 * Finds routes. Which ones are worth asking for it estimates from the reserves; what they come to the rules say, so an offer is
 * exact. It remembers the pools, and reads again only those that events tell of. Safe for use by several threads, one after the
 * other.
 */
public final class AmmRouter {
    private static final String CAPABILITY = "amm";
    private static final int MAX_LEGS = 3;

    /** Routes that are asked for at most, as long as one seems better than the best that was. */
    private static final int ASKED = 32;

    /** Parts that an amount is split in. */
    private static final int PARTS = 256;

    private final Ledger ledger;
    private final LedgerClient client;
    private @Nullable PoolGraph graph;

    public AmmRouter(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    /** As {@link Amm#quote}. */
    public AmmQuote quote(List<String> route, Amount in, String assetOut) {
        return ask(
                "quote",
                Values.of("route", route)
                        .and("assetIn", in.asset().symbol())
                        .and("amountIn", in.units())
                        .and("assetOut", assetOut));
    }

    /** As {@link Amm#quoteExactOut}. */
    public AmmQuote quoteExactOut(List<String> route, String assetIn, Amount out) {
        return ask(
                "quote-exact-out",
                Values.of("route", route)
                        .and("assetIn", assetIn)
                        .and("assetOut", out.asset().symbol())
                        .and("amountOut", out.units()));
    }

    /** As {@link Amm#best}. */
    public synchronized AmmOffer best(Amount in, String assetOut) {
        String assetIn = in.asset().symbol();
        PoolGraph pools = pools();
        double amount = in.units().doubleValue();
        List<Path> paths = pools.forwards(assetIn, assetOut, amount, Set.of());
        if (paths.isEmpty()) {
            throw noRoute(assetIn, assetOut);
        }
        Asked asked = new Asked();
        AmmOffer best = null;
        for (Path path : paths.subList(0, Math.min(ASKED, paths.size()))) {
            if (best != null && path.out(amount) < best.out().units().doubleValue()) {
                break;
            }
            AmmQuote quote = asked.quote(path.names(), in, assetOut);
            if (quote != null && (best == null || isMore(quote.out(), best.out()))) {
                best = new AmmOffer(List.of(quote));
            }
        }
        List<Path> apart = apart(pools, assetIn, assetOut, amount);
        for (int legs = 2; legs <= apart.size(); legs++) {
            AmmOffer split = split(asked, apart.subList(0, legs), in, assetOut);
            if (split != null && (best == null || isMore(split.out(), best.out()))) {
                best = split;
            }
        }
        if (best == null) {
            throw asked.refusal();
        }
        return best;
    }

    /** As {@link Amm#bestExactOut}. */
    public synchronized AmmQuote bestExactOut(String assetIn, Amount out) {
        String assetOut = out.asset().symbol();
        List<Path> paths = pools().backwards(assetIn, assetOut, out.units().doubleValue());
        if (paths.isEmpty()) {
            throw noRoute(assetIn, assetOut);
        }
        Asked asked = new Asked();
        AmmQuote best = null;
        for (Path path : paths.subList(0, Math.min(ASKED, paths.size()))) {
            AmmQuote quote = asked.orRefusal(() -> quoteExactOut(path.names(), assetIn, out));
            if (quote != null && (best == null || isMore(best.in(), quote.in()))) {
                best = quote;
            }
        }
        if (best == null) {
            throw asked.refusal();
        }
        return best;
    }

    /** Routes that have no pool in common: each the best for its part that the others leave. */
    private static List<Path> apart(PoolGraph pools, String assetIn, String assetOut, double amount) {
        List<Path> apart = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int leg = 1; leg <= MAX_LEGS; leg++) {
            List<Path> more = pools.forwards(assetIn, assetOut, amount / (leg + 1), taken);
            if (more.isEmpty()) {
                break;
            }
            apart.add(more.get(0));
            taken.addAll(more.get(0).names());
        }
        return apart;
    }

    /** Gives each part of the amount to the route that seems to give most for it. */
    private static int[] parts(List<Path> paths, double amount) {
        int[] parts = new int[paths.size()];
        double[] out = new double[paths.size()];
        for (int part = 0; part < PARTS; part++) {
            int best = 0;
            double most = -1;
            for (int i = 0; i < parts.length; i++) {
                double more = paths.get(i).out(amount * (parts[i] + 1) / PARTS) - out[i];
                if (more > most) {
                    most = more;
                    best = i;
                }
            }
            parts[best]++;
            out[best] += most;
        }
        return parts;
    }

    private @Nullable AmmOffer split(Asked asked, List<Path> paths, Amount in, String assetOut) {
        int[] parts = parts(paths, in.units().doubleValue());
        if (Arrays.stream(parts).anyMatch(part -> part == 0)) {
            return null;
        }
        List<AmmQuote> legs = new ArrayList<>();
        BigInteger left = in.units();
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            BigInteger units = last
                    ? left
                    : in.units().multiply(BigInteger.valueOf(parts[i])).divide(BigInteger.valueOf(PARTS));
            left = left.subtract(units);
            AmmQuote leg = asked.quote(paths.get(i).names(), new Amount(units, in.asset()), assetOut);
            if (leg == null) {
                return null;
            }
            legs.add(leg);
        }
        legs.sort(Comparator.comparing((AmmQuote leg) -> leg.in().units()).reversed());
        return new AmmOffer(legs);
    }

    private PoolGraph pools() {
        if (graph == null) {
            graph = new PoolGraph(ledger);
        }
        graph.refresh();
        return graph;
    }

    /** Answers, and the first refusal among them. */
    private final class Asked {
        private @Nullable RefusedException refusal;

        private @Nullable AmmQuote quote(List<String> route, Amount in, String assetOut) {
            return orRefusal(() -> AmmRouter.this.quote(route, in, assetOut));
        }

        private @Nullable AmmQuote orRefusal(Supplier<AmmQuote> question) {
            try {
                return question.get();
            } catch (RefusedException e) {
                if (refusal == null) {
                    refusal = e;
                }
                return null;
            }
        }

        private RefusedException refusal() {
            return Objects.requireNonNull(refusal, "nothing was asked");
        }
    }

    private static RefusedException noRoute(String assetIn, String assetOut) {
        return new RefusedException(new Failure(
                "NO_ROUTE",
                "No pools that have something lead from {assetIn} to {assetOut}: create one, or deposit.",
                Values.of("assetIn", assetIn).and("assetOut", assetOut)));
    }

    private static boolean isMore(Amount one, Amount other) {
        return one.units().compareTo(other.units()) > 0;
    }

    private AmmQuote ask(String query, Values asked) {
        Values quote = client.query(CAPABILITY, query, 1, asked);
        return new AmmQuote(
                quote.list("route").stream().map(String.class::cast).toList(),
                amount(quote, "amountIn", "assetIn"),
                amount(quote, "amountOut", "assetOut"),
                amount(quote, "fee", "assetIn"),
                Math.toIntExact(quote.number("routeFee")),
                Math.toIntExact(quote.number("priceImpact")));
    }

    private Amount amount(Values values, String name, String asset) {
        Asset known = ledger.asset(values.text(asset)).map(AssetInfo::asset).orElseThrow();
        return new Amount(values.units(name), known);
    }
}
