package org.quoin.amm.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;

/** All pools that have something, as they were at the last {@link #refresh}, found by their assets. */
final class PoolGraph {
    private static final String CAPABILITY = "amm";
    private static final String POOL = "pool";
    private static final int EVENTS = 1_000;

    /** Fewer than a page can have: what a query may cost is limited. */
    private static final int POOLS = 250;

    /** Pages of events behind which all pools are read anew. */
    private static final int MOST_PAGES = 20;

    private static final int MAX_HOPS = 4;

    /** Swaps that are estimated in one search, about. */
    private static final int EFFORT = 100_000;

    /** Of ways to reach an asset, the fewest that are followed further, and the most. */
    private static final int LEAST_WIDTH = 3;

    private static final int MOST_WIDTH = 100;

    private final Ledger ledger;
    private final LedgerClient client;
    private final Map<String, Slot> byName = new HashMap<>();
    private final Map<String, Node> byAsset = new HashMap<>();
    private long nextEvent = -1;

    /** Where the newest estimate of a pool is. */
    private static final class Slot {
        private PoolEstimate pool;

        private Slot(PoolEstimate pool) {
            this.pool = pool;
        }
    }

    /** An asset, and in a search how it is reached. */
    private static final class Node {
        private final List<Edge> edges = new ArrayList<>();
        private List<Way> ways = List.of();
        private List<Way> next = new ArrayList<>();
    }

    private record Edge(Slot slot, Node to, boolean fromZero) {}

    PoolGraph(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    void refresh() {
        Map<String, Boolean> changed = new LinkedHashMap<>();
        for (int pages = 0; nextEvent >= 0; pages++) {
            List<Event> events = ledger.events(nextEvent, EVENTS).items();
            if (pages == MOST_PAGES && !events.isEmpty()) {
                nextEvent = -1;
                break;
            }
            for (Event event : events) {
                if (event.type().startsWith(CAPABILITY + ".")
                        && event.data().find(POOL).isPresent()) {
                    boolean ranged = event.type().startsWith(CAPABILITY + ".ranged");
                    changed.merge(event.data().text(POOL), ranged, Boolean::logicalOr);
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
        readAll("pools", ReservesEstimate::of);
        readAll("ranged-pools", this::withRanges);
    }

    private void readAll(String query, Function<Values, PoolEstimate> kind) {
        String cursor = null;
        do {
            Page<Values> page = client.page(CAPABILITY, query, 1, Values.none(), cursor, POOLS);
            page.items().forEach(pool -> put(kind.apply(pool)));
            cursor = page.next();
        } while (cursor != null);
    }

    private void read(String pool, boolean ranged) {
        Slot before = byName.get(pool);
        boolean hasRanges = ranged || before != null && before.pool instanceof RangesEstimate;
        Values now = client.query(CAPABILITY, hasRanges ? "ranged-pool" : POOL, 1, Values.of(POOL, pool));
        put(hasRanges ? withRanges(now) : ReservesEstimate.of(now));
    }

    private PoolEstimate withRanges(Values pool) {
        List<Values> ticks = new ArrayList<>();
        String cursor = null;
        do {
            Page<Values> page =
                    client.page(CAPABILITY, "ranged-ticks", 1, Values.of(POOL, pool.text(POOL)), cursor, POOLS);
            ticks.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return new RangesEstimate(pool, ticks);
    }

    private void put(PoolEstimate estimate) {
        Slot slot = byName.get(estimate.name());
        if (slot != null) {
            slot.pool = estimate;
            return;
        }
        Slot added = new Slot(estimate);
        byName.put(estimate.name(), added);
        Node zero = byAsset.computeIfAbsent(estimate.asset0(), any -> new Node());
        Node one = byAsset.computeIfAbsent(estimate.asset1(), any -> new Node());
        zero.edges.add(new Edge(added, one, true));
        one.edges.add(new Edge(added, zero, false));
    }

    /** Routes for an amount, the one that seems to give most first. */
    List<Path> forwards(String assetIn, String assetOut, double in, Set<String> without) {
        List<Way> ends = search(assetIn, assetOut, in, true, without);
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

    /**
     * How an asset is reached, and with how much of it.
     *
     * @param before null at the start, as is the edge
     */
    private record Way(@Nullable Way before, @Nullable Edge edge, Node at, double amount) {
        private PoolEstimate pool() {
            return Objects.requireNonNull(edge).slot.pool;
        }

        private boolean hasBeenAt(Node node) {
            for (Way way = this; way != null; way = way.before) {
                if (way.at == node) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Follows all pools, hop by hop, keeping the best ways to each asset: the more pools, the fewer. */
    private List<Way> search(String start, String end, double amount, boolean forwards, Set<String> without) {
        Node first = byAsset.get(start);
        Node last = byAsset.get(end);
        List<Way> ends = new ArrayList<>();
        if (first == null || last == null) {
            return ends;
        }
        int width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, EFFORT / (2 * MAX_HOPS * byName.size())));
        byAsset.values().forEach(node -> node.ways = List.of());
        first.ways = List.of(new Way(null, null, first, amount));
        for (int hop = 1; hop <= MAX_HOPS; hop++) {
            for (Node node : byAsset.values()) {
                for (Way way : node.ways) {
                    for (Edge edge : node.edges) {
                        if (edge.to == last || hop < MAX_HOPS) {
                            follow(way, edge, edge.to == last ? ends : edge.to.next, forwards, without, width);
                        }
                    }
                }
            }
            for (Node node : byAsset.values()) {
                node.ways = node.next;
                node.next = new ArrayList<>();
            }
        }
        return ends;
    }

    private static void follow(Way way, Edge edge, List<Way> best, boolean forwards, Set<String> without, int width) {
        PoolEstimate pool = edge.slot.pool;
        double reached = forwards ? pool.out(edge.fromZero, way.amount) : pool.in(edge.fromZero, way.amount);
        boolean possible = reached > 0 && reached < Double.POSITIVE_INFINITY;
        boolean full = best.size() == width;
        if (!possible || full && !isBetter(reached, best.get(width - 1), forwards)) {
            return;
        }
        if (way.hasBeenAt(edge.to) || !without.isEmpty() && without.contains(pool.name())) {
            return;
        }
        int place = best.size();
        while (place > 0 && isBetter(reached, best.get(place - 1), forwards)) {
            place--;
        }
        if (full) {
            best.remove(width - 1);
        }
        best.add(place, new Way(way, edge, edge.to, reached));
    }

    private static boolean isBetter(double amount, Way other, boolean forwards) {
        return forwards ? amount > other.amount : amount < other.amount;
    }
}
