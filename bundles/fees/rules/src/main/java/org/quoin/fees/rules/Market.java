package org.quoin.fees.rules;

import org.quoin.rules.Codec;
import org.quoin.rules.FeeUsage;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * The period that runs. Blocks come when there is something to execute, so a stretch of block time plays the part that a block has in the
 * rules of Ethereum, and prices hold for all of it.
 *
 * @param ended how many periods with a block there were before it
 * @param start in milliseconds since 1970
 * @param length in milliseconds
 * @param prices that hold in it
 * @param excess of published data of layer 2, before it
 * @param limits that hold in it; the target of each is half of it
 * @param used in it so far
 */
record Market(
        long ended,
        long start,
        long length,
        Quantities prices,
        long excess,
        Quantities limits,
        long transactions,
        Quantities used) {
    /** Empty periods let limits move on, too, but no more of them than this: a block never computes for long. */
    private static final long MAX_WALK = 64;

    static final Codec<Market> CODEC = new Codec<>() {
        @Override
        public Market read(Reader in) {
            return new Market(
                    in.u64(),
                    in.u64(),
                    in.u64(),
                    Quantities.CODEC.read(in),
                    in.u64(),
                    Quantities.CODEC.read(in),
                    in.u64(),
                    Quantities.CODEC.read(in));
        }

        @Override
        public void write(Writer out, Market market) {
            out.u64(market.ended).u64(market.start).u64(market.length);
            Quantities.CODEC.write(out, market.prices);
            out.u64(market.excess);
            Quantities.CODEC.write(out, market.limits);
            out.u64(market.transactions);
            Quantities.CODEC.write(out, market.used);
        }
    };

    /** The first one. */
    static Market at(long time, Policy policy) {
        Quantities first = Policy.FIRST_PRICES;
        Quantities least = policy.minimums();
        return new Market(
                0,
                time,
                policy.period(),
                new Quantities(
                        Math.max(first.execution(), least.execution()),
                        Math.max(first.data(), least.data()),
                        Math.max(first.growth(), least.growth()),
                        least.layer2()),
                0,
                policy.limits(),
                0,
                Quantities.NONE);
    }

    /** The same period, in which another block has used something. */
    Market after(FeeUsage block) {
        return new Market(
                ended,
                start,
                length,
                prices,
                excess,
                limits,
                transactions + block.transactions(),
                used.plus(new Quantities(block.execution(), block.data(), block.growth(), block.layer2Data())));
    }

    /** How many periods have ended by then; the first of them is this one. */
    long endedBy(long time) {
        return Math.max(0, time - start) / length;
    }

    /**
     * The period of a later time.
     *
     * @param periods that have ended since this one began, 1 or more
     */
    Market next(long periods, Policy policy) {
        long empty = periods - 1;
        Quantities least = policy.minimums();
        Quantities goal = policy.limits();
        long walk = Math.min(periods, MAX_WALK);
        Quantities nextLimits = new Quantities(
                LimitBound.towards(limits.execution(), goal.execution(), walk),
                LimitBound.towards(limits.data(), goal.data(), walk),
                LimitBound.towards(limits.growth(), goal.growth(), walk),
                LimitBound.towards(limits.layer2(), goal.layer2(), walk));
        long nextExcess = BlobFee.next(
                excess, used.layer2(), limits.layer2() / BaseFee.ELASTICITY, empty, prices.layer2() == BaseFee.CEILING);
        return new Market(
                ended + 1,
                start + periods * length,
                policy.period(),
                new Quantities(
                        price(prices.execution(), used.execution(), limits.execution(), least.execution(), empty),
                        price(prices.data(), used.data(), limits.data(), least.data(), empty),
                        price(prices.growth(), used.growth(), limits.growth(), least.growth(), empty),
                        BlobFee.price(least.layer2(), nextExcess, nextLimits.layer2() / BaseFee.ELASTICITY)),
                nextExcess,
                nextLimits,
                0,
                Quantities.NONE);
    }

    /** The same with the limits of a policy, without a walk. */
    Market withLimits(Quantities others) {
        return new Market(ended, start, length, prices, excess, others, transactions, used);
    }

    private static long price(long base, long used, long limit, long minimum, long empty) {
        long price = BaseFee.next(base, used, limit, minimum);
        for (long rest = empty; rest > 0; rest--) {
            long next = BaseFee.next(price, 0, limit, minimum);
            if (next == price) {
                return price;
            }
            price = next;
        }
        return price;
    }
}
