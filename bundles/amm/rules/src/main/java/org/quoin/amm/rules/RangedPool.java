package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A pool in which everybody provides between two prices of his own, as in Uniswap v3.
 *
 * @param sqrtPrice the square root of asset 1 for asset 0, Q64.96
 * @param tick the greatest whose price is not above it; one less where a swap has just crossed downwards
 * @param liquidity of the ranges that the price is in
 * @param growth0 fees by unit of liquidity, of asset 0: Q128, modulo 2^256
 * @param reserve0 all that it has: what liquidity consists of, fees that nobody has taken yet, and what rounding has left
 */
record RangedPool(
        String name,
        long number,
        String asset0,
        String asset1,
        int fee,
        U256 sqrtPrice,
        int tick,
        U256 liquidity,
        U256 growth0,
        U256 growth1,
        Amount reserve0,
        Amount reserve1)
        implements Pool {
    private static final int MAX_ASSET = 32;

    static final Codec<RangedPool> CODEC = new Codec<>() {
        @Override
        public RangedPool read(Reader in) {
            return new RangedPool(
                    in.text(Terms.MAX_NAME),
                    in.u64(),
                    in.text(MAX_ASSET),
                    in.text(MAX_ASSET),
                    (int) in.u32(),
                    Wides.read(in),
                    Ticks.tick((int) in.u32()),
                    Wides.read(in),
                    Wides.read(in),
                    Wides.read(in),
                    Amount.of(in.fixed(Amount.SIZE)),
                    Amount.of(in.fixed(Amount.SIZE)));
        }

        @Override
        public void write(Writer out, RangedPool pool) {
            out.text(pool.name, Terms.MAX_NAME)
                    .u64(pool.number)
                    .text(pool.asset0, MAX_ASSET)
                    .text(pool.asset1, MAX_ASSET)
                    .u32(pool.fee);
            Wides.write(out, pool.sqrtPrice);
            out.u32(Ticks.index(pool.tick));
            Wides.write(out, pool.liquidity);
            Wides.write(out, pool.growth0);
            Wides.write(out, pool.growth1);
            out.fixed(pool.reserve0.toBytes(), Amount.SIZE).fixed(pool.reserve1.toBytes(), Amount.SIZE);
        }
    };

    /** Of ticks that can be ends of ranges, as Uniswap v3 has it for each fee. */
    static int spacing(int fee) {
        if (fee == 100) {
            return 1;
        }
        return fee == 500 ? 10 : fee == 3_000 ? 60 : 200;
    }

    int spacing() {
        return spacing(fee);
    }

    /** Whether nobody has anything in it. A swap may come to a range even if the price is in none. */
    @Override
    public boolean isEmpty() {
        return reserve0.isZero() && reserve1.isZero();
    }

    @Override
    public RangedPool at(long time) {
        return this;
    }

    @Override
    public Trade forwards(Reading reading, String assetIn, U256 in) {
        SwapAcrossTicks swap = new SwapAcrossTicks(reading, this, assetIn.equals(asset0), true, in);
        reading.require(
                swap.isDone(),
                Failures.PRICE_LIMIT,
                Values.of(
                        Terms.POOL.is(name),
                        Failures.ASSET.is(assetIn),
                        Failures.AMOUNT.is(swap.in().toAmount())));
        Requirements.large(reading, this, !swap.out().isZero());
        return trade(reading, swap);
    }

    @Override
    public Trade backwards(Reading reading, String assetOut, U256 out) {
        U256 has = U256.of(assetOut.equals(asset0) ? reserve0 : reserve1);
        reading.require(out.compareTo(has) < 0, Failures.NOT_SO_MUCH, Failures.notSoMuch(name, assetOut, has, out));
        SwapAcrossTicks swap = new SwapAcrossTicks(reading, this, !assetOut.equals(asset0), false, out);
        reading.require(swap.isDone(), Failures.NOT_SO_MUCH, Failures.notSoMuch(name, assetOut, swap.out(), out));
        return trade(reading, swap);
    }

    private Trade trade(Reading reading, SwapAcrossTicks swap) {
        String assetIn = swap.zeroForOne() ? asset0 : asset1;
        U256 after = U256.of(swap.zeroForOne() ? reserve0 : reserve1).plus(swap.in());
        Requirements.room(reading, this, assetIn, after.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
        return new RangedTrade(this, assetIn, swap.in(), swap.out(), swap.after(), swap.crossed());
    }

    RangedPool withReserves(Amount first, Amount second) {
        return new RangedPool(
                name, number, asset0, asset1, fee, sqrtPrice, tick, liquidity, growth0, growth1, first, second);
    }

    RangedPool withLiquidity(U256 inRange) {
        return new RangedPool(
                name, number, asset0, asset1, fee, sqrtPrice, tick, inRange, growth0, growth1, reserve0, reserve1);
    }

    Values show() {
        return Values.of(
                Terms.POOL.is(name),
                Terms.NUMBER.is(number),
                Terms.ASSET_0.is(asset0),
                Terms.ASSET_1.is(asset1),
                Terms.FEE.is((long) fee),
                Terms.RESERVE_0.is(reserve0),
                Terms.RESERVE_1.is(reserve1),
                Terms.SQRT_PRICE.is(Terms.bytes(sqrtPrice)),
                Terms.TICK.is((long) Ticks.index(tick)),
                Terms.LIQUIDITY.is(Terms.bytes(liquidity)));
    }
}
