package org.quoin.amm.rules;

import org.quoin.rules.Codec;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** A pool of two assets, of one of the kinds that there are: what routes need to know of it. */
interface Pool {
    /** A row begins with the number of its kind, which never changes its meaning. */
    Codec<Pool> CODEC = new Codec<>() {
        private static final int PRODUCT = 0;
        private static final int RANGED = 1;

        @Override
        public Pool read(Reader in) {
            int kind = in.u8();
            return kind == PRODUCT ? ProductPool.CODEC.read(in) : RangedPool.CODEC.read(in);
        }

        @Override
        public void write(Writer out, Pool pool) {
            if (pool instanceof RangedPool ranged) {
                out.u8(RANGED);
                RangedPool.CODEC.write(out, ranged);
            } else {
                out.u8(PRODUCT);
                ProductPool.CODEC.write(out, (ProductPool) pool);
            }
        }
    };

    String name();

    /** From 1, in the order in which pools were created. */
    long number();

    String asset0();

    String asset1();

    /** In millionths of what comes in. */
    int fee();

    /** Whether nobody provides. */
    boolean isEmpty();

    /** As it is to be looked at now: with what depends on the time brought up to it. */
    Pool at(long time);

    /**
     * What an amount would be swapped for; refuses if it cannot be.
     *
     * @param in 1 or more
     */
    Trade forwards(Reading reading, String assetIn, U256 in);

    /**
     * What would be swapped for an amount; refuses if it cannot be.
     *
     * @param out 1 or more
     */
    Trade backwards(Reading reading, String assetOut, U256 out);

    default boolean has(String asset) {
        return asset.equals(asset0()) || asset.equals(asset1());
    }

    /** The asset that is not this one. */
    default String other(String asset) {
        return asset.equals(asset0()) ? asset1() : asset0();
    }
}
