package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Codec;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** All pools: by name, in the order in which they were created, and by what makes one different from all others. */
final class Pools {
    private static final Field<String> KEY = Field.text("key", 16);
    private static final String LAST = "last";
    private static final Codec<Long> NUMBER = Field.number("number", Long.MAX_VALUE);

    /** Two assets in the order of their symbols, and a fee. */
    private static final Schema KIND = Schema.of(Terms.ASSET_0, Terms.ASSET_1, Terms.FEE);

    /** Beside the fee: those with ranges are of their own. */
    static final long PRODUCT = 0;

    static final long RANGED = ConstantProduct.MILLION / 2;

    static final Table<String, Pool> BY_NAME = new Table<>("pools", Terms.POOL, Pool.CODEC);
    static final Table<Values, String> BY_KIND = new Table<>("kinds", KIND, Terms.POOL);
    static final OrderedTable<Long, String> BY_NUMBER = new OrderedTable<>("numbers", Long.BYTES, NUMBER, Terms.POOL);
    static final Table<String, Long> COUNT = new Table<>("count", KEY, NUMBER);

    private Pools() {}

    /** The pool, brought up to now; or a refusal if there is none. */
    static Pool find(Reading reading, String name) {
        return kept(reading, name).at(reading.time());
    }

    /** The same as it was after the last change. */
    private static Pool kept(Reading reading, String name) {
        return BY_NAME.find(reading, name)
                .orElseThrow(() -> reading.refuse(Failures.UNKNOWN_POOL, Terms.POOL.is(name)));
    }

    /** The same, of the kind that has shares. */
    static ProductPool product(Reading reading, String name) {
        Pool pool = find(reading, name);
        if (pool instanceof ProductPool product) {
            return product;
        }
        throw reading.refuse(Failures.WRONG_KIND, Terms.POOL.is(name));
    }

    /** The same, of the kind that has ranges. */
    static RangedPool ranged(Reading reading, String name) {
        Pool pool = find(reading, name);
        if (pool instanceof RangedPool ranged) {
            return ranged;
        }
        throw reading.refuse(Failures.WRONG_KIND, Terms.POOL.is(name));
    }

    static void put(Execution execution, Pool pool) {
        BY_NAME.put(execution, pool.name(), pool);
    }

    static boolean hasName(Reading reading, String name) {
        return BY_NAME.find(reading, name).isPresent();
    }

    /** The pool of two assets, in either order, with this fee. */
    static Optional<String> like(Reading reading, long kind, String asset0, String asset1, long fee) {
        return BY_KIND.find(reading, kind(asset0, asset1, kind + fee));
    }

    static long nextNumber(Reading reading) {
        return COUNT.find(reading, LAST).orElse(0L) + 1;
    }

    static void add(Execution execution, Pool pool, long kind) {
        put(execution, pool);
        BY_KIND.put(execution, kind(pool.asset0(), pool.asset1(), kind + pool.fee()), pool.name());
        BY_NUMBER.put(execution, pool.number(), pool.name());
        COUNT.put(execution, LAST, pool.number());
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        List<Values> pools = new ArrayList<>();
        OrderedTable.Slice<String> names = BY_NUMBER.slice(reading, 0L, cursor, limit);
        for (String name : names.rows()) {
            if (kept(reading, name) instanceof ProductPool pool) {
                pools.add(pool.show());
            }
        }
        return new Page(pools, names.next());
    }

    static Page rangedPage(Reading reading, Optional<Bytes> cursor, int limit) {
        List<Values> pools = new ArrayList<>();
        OrderedTable.Slice<String> names = BY_NUMBER.slice(reading, 0L, cursor, limit);
        for (String name : names.rows()) {
            if (kept(reading, name) instanceof RangedPool pool) {
                pools.add(pool.show());
            }
        }
        return new Page(pools, names.next());
    }

    static Page positions(Reading reading, String account, Optional<Bytes> cursor, int limit) {
        List<Values> positions = new ArrayList<>();
        OrderedTable.Slice<String> names = BY_NUMBER.slice(reading, 0L, cursor, limit);
        for (String name : names.rows()) {
            if (kept(reading, name) instanceof ProductPool pool) {
                Amount shares = reading.balance(Party.account(account), pool.share());
                if (!shares.isZero()) {
                    positions.add(pool.position(account, shares));
                }
            }
        }
        return new Page(positions, names.next());
    }

    private static Values kind(String asset0, String asset1, long fee) {
        boolean inOrder = asset0.compareTo(asset1) < 0;
        return Values.of(
                Terms.ASSET_0.is(inOrder ? asset0 : asset1),
                Terms.ASSET_1.is(inOrder ? asset1 : asset0),
                Terms.FEE.is(fee));
    }
}
