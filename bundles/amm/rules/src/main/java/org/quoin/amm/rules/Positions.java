package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What accounts provide to pools with ranges. */
final class Positions {
    static final OrderedTable<Position.Key, Position> ALL =
            new OrderedTable<>("positions", Position.Key.WIDTH, Position.Key.CODEC, Position.CODEC);

    private Positions() {}

    /**
     * A change of what somebody provides, computed and not yet made.
     *
     * @param pool after it
     * @param position after it, with all fees that it has earned
     */
    record Change(
            RangedPool pool,
            Position position,
            Ticks.End lowerBefore,
            Ticks.End lower,
            Ticks.End upperBefore,
            Ticks.End upper) {
        void write(Execution execution) {
            Ticks.put(execution, pool, position.lower(), lowerBefore, lower);
            Ticks.put(execution, pool, position.upper(), upperBefore, upper);
            Position.Key key =
                    Position.Key.of(execution, position.owner(), pool.number(), position.lower(), position.upper());
            if (position.liquidity().isZero()) {
                ALL.remove(execution, key);
            } else {
                ALL.put(execution, key, position.paid());
            }
            Pools.put(execution, pool);
        }
    }

    static Optional<Position> find(Reading reading, String owner, RangedPool pool, int lower, int upper) {
        return ALL.find(reading, Position.Key.of(reading, owner, pool.number(), lower, upper));
    }

    static Position none(String owner, RangedPool pool, int lower, int upper) {
        return new Position(owner, pool.name(), lower, upper, U256.ZERO, U256.ZERO, U256.ZERO, U256.ZERO, U256.ZERO);
    }

    static Change more(Reading reading, RangedPool pool, Position position, U256 liquidity) {
        Ticks.End lower = Ticks.find(reading, pool.number(), position.lower());
        Ticks.End upper = Ticks.find(reading, pool.number(), position.upper());
        Ticks.End newLower = Ticks.with(lower, position.lower(), pool, liquidity, true);
        Ticks.End newUpper = Ticks.with(upper, position.upper(), pool, liquidity, false);
        Position grown = at(pool, position, newLower, newUpper);
        return new Change(
                isIn(pool, position) ? pool.withLiquidity(Range.more(pool.liquidity(), liquidity)) : pool,
                grown.with(position.liquidity().plus(liquidity)),
                lower,
                newLower,
                upper,
                newUpper);
    }

    /** @param liquidity at most that of the position; zero only brings its fees up to now */
    static Change less(Reading reading, RangedPool pool, Position position, U256 liquidity) {
        Ticks.End lower = Ticks.find(reading, pool.number(), position.lower());
        Ticks.End upper = Ticks.find(reading, pool.number(), position.upper());
        Position grown = at(pool, position, lower, upper);
        return new Change(
                isIn(pool, position) ? pool.withLiquidity(Range.less(pool.liquidity(), liquidity)) : pool,
                grown.with(position.liquidity().minus(liquidity)),
                lower,
                Ticks.without(lower, liquidity, true),
                upper,
                Ticks.without(upper, liquidity, false));
    }

    private static boolean isIn(RangedPool pool, Position position) {
        return position.lower() <= pool.tick() && pool.tick() < position.upper();
    }

    private static Position at(RangedPool pool, Position position, Ticks.End lower, Ticks.End upper) {
        return position.at(
                inside(pool, position, pool.growth0(), lower.outside0(), upper.outside0()),
                inside(pool, position, pool.growth1(), lower.outside1(), upper.outside1()));
    }

    private static U256 inside(RangedPool pool, Position position, U256 growth, U256 lower, U256 upper) {
        return FeeGrowth.inside(position.lower(), position.upper(), pool.tick(), growth, lower, upper);
    }

    static Page page(Reading reading, String owner, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<Position> rows = ALL.slice(reading, Position.Key.first(reading, owner), cursor, limit);
        List<Values> positions = new ArrayList<>();
        for (Position position : rows.rows()) {
            if (!position.owner().equals(owner)) {
                return new Page(positions, Optional.empty());
            }
            positions.add(show(reading, position));
        }
        return new Page(positions, rows.next());
    }

    private static Values show(Reading reading, Position position) {
        RangedPool pool = Pools.ranged(reading, position.pool());
        Position now = less(reading, pool, position, U256.ZERO).position();
        Range.Amounts amounts = position.range().toRemove(position.liquidity(), pool.sqrtPrice());
        return Values.of(
                Terms.POOL.is(pool.name()),
                Caller.NAME.is(position.owner()),
                Terms.LOWER.is((long) Ticks.index(position.lower())),
                Terms.UPPER.is((long) Ticks.index(position.upper())),
                Terms.LIQUIDITY.is(Terms.bytes(position.liquidity())),
                Terms.ASSET_0.is(pool.asset0()),
                Terms.AMOUNT_0.is(amounts.amount0().toAmount()),
                Terms.FEES_0.is(now.owed0().toAmount()),
                Terms.ASSET_1.is(pool.asset1()),
                Terms.AMOUNT_1.is(amounts.amount1().toAmount()),
                Terms.FEES_1.is(now.owed1().toAmount()));
    }
}
