package org.quoin.amm.rules;

import org.quoin.rules.Bytes;
import org.quoin.rules.Codec;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What somebody provides between two prices.
 *
 * @param owner an account, or an agreement of other rules
 * @param inside0 fees by unit of liquidity that had grown within the range when it was last looked at
 * @param owed0 fees that it had earned until then
 */
record Position(
        String owner,
        String pool,
        int lower,
        int upper,
        U256 liquidity,
        U256 inside0,
        U256 inside1,
        U256 owed0,
        U256 owed1) {
    static final Codec<Position> CODEC = new Codec<>() {
        @Override
        public Position read(Reader in) {
            return new Position(
                    Caller.NAME.read(in),
                    Terms.POOL.read(in),
                    Ticks.tick((int) in.u32()),
                    Ticks.tick((int) in.u32()),
                    Wides.read(in),
                    Wides.read(in),
                    Wides.read(in),
                    Wides.read(in),
                    Wides.read(in));
        }

        @Override
        public void write(Writer out, Position position) {
            Caller.NAME.write(out, position.owner);
            Terms.POOL.write(out, position.pool);
            out.u32(Ticks.index(position.lower)).u32(Ticks.index(position.upper));
            Wides.write(out, position.liquidity);
            Wides.write(out, position.inside0);
            Wides.write(out, position.inside1);
            Wides.write(out, position.owed0);
            Wides.write(out, position.owed1);
        }
    };

    /**
     * By what it is found: those of one owner lie together.
     *
     * @param owner the first 16 bytes of the SHA-256 digest of his name
     */
    record Key(Bytes owner, long pool, int lower, int upper) {
        private static final int OWNER = 16;

        /** In bytes. */
        static final int WIDTH = OWNER + Long.BYTES + 2 * Integer.BYTES;

        static final Codec<Key> CODEC = new Codec<>() {
            @Override
            public Key read(Reader in) {
                return new Key(
                        Bytes.of(in.fixed(OWNER)), in.u64(), Ticks.tick((int) in.u32()), Ticks.tick((int) in.u32()));
            }

            @Override
            public void write(Writer out, Key key) {
                out.fixed(key.owner.toArray(), OWNER)
                        .u64(key.pool)
                        .u32(Ticks.index(key.lower))
                        .u32(Ticks.index(key.upper));
            }
        };

        static Key of(Reading reading, String owner, long pool, int lower, int upper) {
            return new Key(digest(reading, owner), pool, lower, upper);
        }

        /** Before all that somebody has. */
        static Key first(Reading reading, String owner) {
            return of(reading, owner, 0, TickMath.MIN_TICK, TickMath.MIN_TICK);
        }

        private static Bytes digest(Reading reading, String owner) {
            Writer name = new Writer(64);
            Caller.NAME.write(name, owner);
            byte[] whole = reading.sha256(Bytes.of(name.toBytes())).toArray();
            byte[] half = new byte[OWNER];
            for (int i = 0; i < OWNER; i++) {
                half[i] = whole[i];
            }
            return Bytes.of(half);
        }
    }

    Range range() {
        return new Range(TickMath.sqrtRatioAt(lower), TickMath.sqrtRatioAt(upper));
    }

    /** With the fees that it has earned until the given growth within its range. */
    Position at(U256 now0, U256 now1) {
        return new Position(
                owner,
                pool,
                lower,
                upper,
                liquidity,
                now0,
                now1,
                owed0.plus(FeeGrowth.earned(now0, inside0, liquidity)),
                owed1.plus(FeeGrowth.earned(now1, inside1, liquidity)));
    }

    Position with(U256 units) {
        return new Position(owner, pool, lower, upper, units, inside0, inside1, owed0, owed1);
    }

    Position paid() {
        return new Position(owner, pool, lower, upper, liquidity, inside0, inside1, U256.ZERO, U256.ZERO);
    }
}
