package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Codec;
import org.quoin.rules.Execution;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.U256;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The ends of the ranges of pools, and which ticks they are. */
final class Ticks {
    private static final int HALF_OF_WORDS = 1 << 15;

    /** Something of a pool that has a number, 0 or more. */
    private record Place(long pool, int number) {
        private static final int WIDTH = Long.BYTES + Integer.BYTES;

        private static final Codec<Place> CODEC = new Codec<>() {
            @Override
            public Place read(Reader in) {
                return new Place(in.u64(), (int) in.u32());
            }

            @Override
            public void write(Writer out, Place place) {
                out.u64(place.pool).u32(place.number);
            }
        };
    }

    /**
     * An end of ranges.
     *
     * @param pool its number
     * @param tick at which they end
     * @param gross liquidity of all of them
     * @param net what is added when the price rises beyond it, modulo 2^256
     * @param outside0 fees that have grown beyond it, as seen from the current tick
     */
    record End(long pool, int tick, U256 gross, U256 net, U256 outside0, U256 outside1) {
        private static End none(long pool, int tick) {
            return new End(pool, tick, U256.ZERO, U256.ZERO, U256.ZERO, U256.ZERO);
        }

        private static final Codec<End> CODEC = new Codec<>() {
            @Override
            public End read(Reader in) {
                return new End(
                        in.u64(),
                        Ticks.tick((int) in.u32()),
                        Wides.read(in),
                        Wides.read(in),
                        Wides.read(in),
                        Wides.read(in));
            }

            @Override
            public void write(Writer out, End end) {
                out.u64(end.pool).u32(index(end.tick));
                Wides.write(out, end.gross);
                Wides.write(out, end.net);
                Wides.write(out, end.outside0);
                Wides.write(out, end.outside1);
            }
        };
    }

    private static final Codec<U256> WORD = new Codec<>() {
        @Override
        public U256 read(Reader in) {
            return Wides.read(in);
        }

        @Override
        public void write(Writer out, U256 word) {
            Wides.write(out, word);
        }
    };

    static final OrderedTable<Place, End> ENDS = new OrderedTable<>("ticks", Place.WIDTH, Place.CODEC, End.CODEC);
    static final Table<Place, U256> WORDS = new Table<>("tick-words", Place.CODEC, WORD);

    private Ticks() {}

    /** From 0: so ticks are told in numbers that are not negative. One below the first can be a pool's after a swap. */
    static int index(int tick) {
        return tick - TickMath.MIN_TICK + 1;
    }

    static int tick(int index) {
        return index + TickMath.MIN_TICK - 1;
    }

    static End find(Reading reading, long pool, int tick) {
        return ENDS.find(reading, place(pool, tick)).orElse(End.none(pool, tick));
    }

    /** Where a swap is to go on: the next end, or the last tick of the word. */
    static TickBitmap.Next next(Reading reading, RangedPool pool, int tick, boolean down) {
        int position = TickBitmap.position(tick, pool.spacing());
        int word = TickBitmap.word(down ? position : position + 1);
        U256 bits = WORDS.find(reading, word(pool.number(), word)).orElse(U256.ZERO);
        return down
                ? TickBitmap.atOrBelow(bits, position, pool.spacing())
                : TickBitmap.above(bits, position, pool.spacing());
    }

    /** Where the ranges of a pool end, the lowest first. */
    static Page page(Reading reading, RangedPool pool, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<End> rows = ENDS.slice(reading, new Place(pool.number(), 0), cursor, limit);
        List<Values> ends = new ArrayList<>();
        for (End end : rows.rows()) {
            if (end.pool() != pool.number()) {
                return new Page(ends, Optional.empty());
            }
            ends.add(Values.of(Terms.TICK.is((long) index(end.tick())), Terms.NET.is(Terms.bytes(end.net()))));
        }
        return new Page(ends, rows.next());
    }

    static void cross(Execution execution, long pool, SwapAcrossTicks.Crossing crossing) {
        End end = find(execution, pool, crossing.tick());
        ENDS.put(
                execution,
                place(pool, crossing.tick()),
                new End(
                        pool,
                        end.tick(),
                        end.gross(),
                        end.net(),
                        FeeGrowth.outsideAfterCrossing(end.outside0(), crossing.growth0()),
                        FeeGrowth.outsideAfterCrossing(end.outside1(), crossing.growth1())));
    }

    /** The end with more liquidity; a first one counts as its own outside what is below the current tick. */
    static End with(End end, int tick, RangedPool pool, U256 more, boolean isLower) {
        boolean first = end.gross().isZero();
        return new End(
                pool.number(),
                tick,
                Range.more(end.gross(), more),
                isLower ? end.net().plusWrapping(more) : end.net().minusWrapping(more),
                first ? FeeGrowth.outsideAtFirst(tick, pool.tick(), pool.growth0()) : end.outside0(),
                first ? FeeGrowth.outsideAtFirst(tick, pool.tick(), pool.growth1()) : end.outside1());
    }

    static End without(End end, U256 less, boolean isLower) {
        return new End(
                end.pool(),
                end.tick(),
                Range.less(end.gross(), less),
                isLower ? end.net().minusWrapping(less) : end.net().plusWrapping(less),
                end.outside0(),
                end.outside1());
    }

    /** Keeps an end, or drops it if no range ends there any more. */
    static void put(Execution execution, RangedPool pool, int tick, End before, End after) {
        if (before.gross().isZero() != after.gross().isZero()) {
            flip(execution, pool, tick);
        }
        if (after.gross().isZero()) {
            if (!before.gross().isZero()) {
                ENDS.remove(execution, place(pool.number(), tick));
            }
        } else {
            ENDS.put(execution, place(pool.number(), tick), after);
        }
    }

    private static void flip(Execution execution, RangedPool pool, int tick) {
        int position = TickBitmap.position(tick, pool.spacing());
        Place word = word(pool.number(), TickBitmap.word(position));
        U256 flipped = TickBitmap.flipped(WORDS.find(execution, word).orElse(U256.ZERO), TickBitmap.bit(position));
        if (flipped.isZero()) {
            WORDS.remove(execution, word);
        } else {
            WORDS.put(execution, word, flipped);
        }
    }

    private static Place place(long pool, int tick) {
        return new Place(pool, index(tick));
    }

    private static Place word(long pool, int word) {
        return new Place(pool, word + HALF_OF_WORDS);
    }
}
