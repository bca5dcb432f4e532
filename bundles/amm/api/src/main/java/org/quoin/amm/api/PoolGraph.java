package org.quoin.amm.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;

/** All pools that have something, as they were at the last {@link #refresh}, found by their assets. */
final class PoolGraph {
    private static final String CAPABILITY = "amm";
    private static final int EVENTS = 1_000;

    /** Fewer than a page can have: what a query may cost is limited. */
    private static final int POOLS = 250;

    /** Pages of events behind which all pools are read anew. */
    private static final int MOST_PAGES = 20;

    private static final int MAX_HOPS = 4;

    /** Ways to reach an asset that are followed further. */
    private static final int WIDTH = 3;

    private final Ledger ledger;
    private final LedgerClient client;
    private final Map<String, PoolEstimate> byName = new HashMap<>();
    private final Map<String, Map<String, PoolEstimate>> byAsset = new HashMap<>();
    private long nextEvent = -1;

    PoolGraph(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    void refresh() {
        Set<String> changed = new HashSet<>();
        for (int pages = 0; nextEvent >= 0; pages++) {
            List<Event> events = ledger.events(nextEvent, EVENTS).items();
            if (pages == MOST_PAGES && !events.isEmpty()) {
                nextEvent = -1;
                break;
            }
            for (Event event : events) {
                if (event.type().startsWith("amm.") && event.data().find("pool").isPresent()) {
                    changed.add(event.data().text("pool"));
                }
                nextEvent = event.sequence() + 1;
            }
            if (events.size() < EVENTS) {
                changed.forEach(this::read);
                return;
            }
        }
        readAll();
    }

    private void readAll() {
        byName.clear();
        byAsset.clear();
        nextEvent = ledger.nextEvent();
        String cursor = null;
        do {
            Page<Values> page = client.page(CAPABILITY, "pools", 1, Values.none(), cursor, POOLS);
            page.items().forEach(this::put);
            cursor = page.next();
        } while (cursor != null);
    }

    private void read(String pool) {
        put(client.query(CAPABILITY, "pool", 1, Values.of("pool", pool)));
    }

    private void put(Values pool) {
        PoolEstimate estimate = new PoolEstimate(
                pool.text("pool"),
                pool.text("asset0"),
                pool.text("asset1"),
                pool.units("reserve0").doubleValue(),
                pool.units("reserve1").doubleValue(),
                1 - pool.number("fee") / 1e6);
        byName.put(estimate.name(), estimate);
        for (String asset : List.of(estimate.asset0(), estimate.asset1())) {
            byAsset.computeIfAbsent(asset, any -> new LinkedHashMap<>()).put(estimate.name(), estimate);
        }
    }

    /** Routes for an amount, the one that seems to give most first. */
    List<Path> forwards(String assetIn, String assetOut, double in, Set<String> without) {
        List<Way> ends = search(assetIn, assetOut, in, true, without);
        ends.sort(Comparator.comparingDouble(Way::amount).reversed());
        List<Path> paths = new ArrayList<>();
        for (Way end : ends) {
            List<PoolEstimate> pools = new ArrayList<>();
            for (Way way = end; way.before != null; way = way.before) {
                pools.add(0, way.pool());
            }
            paths.add(new Path(pools, assetIn));
        }
        return paths;
    }

    /** Routes to an amount, the one that seems to take least first. */
    List<Path> backwards(String assetIn, String assetOut, double out) {
        List<Way> ends = search(assetOut, assetIn, out, false, Set.of());
        ends.sort(Comparator.comparingDouble(Way::amount));
        List<Path> paths = new ArrayList<>();
        for (Way end : ends) {
            List<PoolEstimate> pools = new ArrayList<>();
            for (Way way = end; way.before != null; way = way.before) {
                pools.add(way.pool());
            }
            paths.add(new Path(pools, assetIn));
        }
        return paths;
    }

    /** How an asset is reached, and with how much of it. */
    private static final class Way {
        private final @Nullable Way before;
        private final @Nullable PoolEstimate pool;
        private final String asset;
        private final double amount;

        private Way(@Nullable Way before, @Nullable PoolEstimate pool, String asset, double amount) {
            this.before = before;
            this.pool = pool;
            this.asset = asset;
            this.amount = amount;
        }

        private PoolEstimate pool() {
            return Objects.requireNonNull(pool);
        }

        private double amount() {
            return amount;
        }

        /** Whether it has been at an asset, or used a pool. */
        private boolean has(String some, PoolEstimate other) {
            for (Way way = this; way != null; way = way.before) {
                if (way.asset.equals(some) || other.equals(way.pool)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Follows all pools, hop by hop, keeping the best ways to each asset. */
    private List<Way> search(String start, String end, double amount, boolean forwards, Set<String> without) {
        Comparator<Way> better = Comparator.comparingDouble(Way::amount);
        if (forwards) {
            better = better.reversed();
        }
        List<Way> ends = new ArrayList<>();
        Map<String, List<Way>> reached = Map.of(start, List.of(new Way(null, null, start, amount)));
        for (int hop = 1; hop <= MAX_HOPS; hop++) {
            Map<String, List<Way>> next = new HashMap<>();
            boolean last = hop == MAX_HOPS;
            for (List<Way> ways : reached.values()) {
                for (Way way : ways) {
                    for (PoolEstimate pool : candidates(way.asset, last ? end : null)) {
                        String asset = pool.other(way.asset);
                        if (way.has(asset, pool) || without.contains(pool.name())) {
                            continue;
                        }
                        double reaches = forwards ? pool.out(way.asset, way.amount) : pool.in(way.asset, way.amount);
                        if (!(reaches > 0) || Double.isInfinite(reaches)) {
                            continue;
                        }
                        Way further = new Way(way, pool, asset, reaches);
                        if (asset.equals(end)) {
                            ends.add(further);
                        } else if (!last) {
                            keep(next.computeIfAbsent(asset, any -> new ArrayList<>()), further, better);
                        }
                    }
                }
            }
            reached = next;
        }
        return ends;
    }

    /** The pools of an asset; if there is another one, those of both, or nearly. */
    private Iterable<PoolEstimate> candidates(String asset, @Nullable String other) {
        Map<String, PoolEstimate> own = byAsset.getOrDefault(asset, Map.of());
        Map<String, PoolEstimate> others = other == null ? own : byAsset.getOrDefault(other, Map.of());
        if (others.size() < own.size()) {
            List<PoolEstimate> both = new ArrayList<>();
            for (PoolEstimate pool : others.values()) {
                if (own.containsKey(pool.name())) {
                    both.add(pool);
                }
            }
            return both;
        }
        return own.values();
    }

    private static void keep(List<Way> best, Way way, Comparator<Way> better) {
        int place = best.size();
        while (place > 0 && better.compare(way, best.get(place - 1)) < 0) {
            place--;
        }
        if (place < WIDTH) {
            best.add(place, way);
            if (best.size() > WIDTH) {
                best.remove(WIDTH);
            }
        }
    }
}
