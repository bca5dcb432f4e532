package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A pool with two reserves whose product no swap lowers. Its shares are an asset.
 *
 * @param number from 1, in the order in which pools were created
 * @param fee in millionths
 * @param supply of its shares, those that nobody has among them
 * @param cumulative0 the price of asset 0 in asset 1, added up every second: UQ112x112, modulo 2^256
 * @param updated when that was, in seconds since 1970
 * @param last the product of the reserves after the last deposit or withdrawal; zero while the protocol takes no part
 */
record ProductPool(
        String name,
        long number,
        String asset0,
        String asset1,
        int fee,
        Amount reserve0,
        Amount reserve1,
        Amount supply,
        U256 cumulative0,
        U256 cumulative1,
        long updated,
        U256 last)
        implements Pool {
    private static final int MAX_ASSET = 32;

    static final Codec<ProductPool> CODEC = new Codec<>() {
        @Override
        public ProductPool read(Reader in) {
            return new ProductPool(
                    in.text(Terms.MAX_NAME),
                    in.u64(),
                    in.text(MAX_ASSET),
                    in.text(MAX_ASSET),
                    (int) in.u32(),
                    Amount.of(in.fixed(Amount.SIZE)),
                    Amount.of(in.fixed(Amount.SIZE)),
                    Amount.of(in.fixed(Amount.SIZE)),
                    Wides.read(in),
                    Wides.read(in),
                    in.u64(),
                    Wides.read(in));
        }

        @Override
        public void write(Writer out, ProductPool pool) {
            out.text(pool.name, Terms.MAX_NAME)
                    .u64(pool.number)
                    .text(pool.asset0, MAX_ASSET)
                    .text(pool.asset1, MAX_ASSET)
                    .u32(pool.fee)
                    .fixed(pool.reserve0.toBytes(), Amount.SIZE)
                    .fixed(pool.reserve1.toBytes(), Amount.SIZE)
                    .fixed(pool.supply.toBytes(), Amount.SIZE);
            Wides.write(out, pool.cumulative0);
            Wides.write(out, pool.cumulative1);
            out.u64(pool.updated);
            Wides.write(out, pool.last);
        }
    };

    /** The asset that its shares are. */
    String share() {
        return "LP-".concat(Integer.toString(Math.toIntExact(number)));
    }

    @Override
    public boolean isEmpty() {
        return supply.isZero();
    }

    U256 reserve(String asset) {
        return U256.of(asset.equals(asset0) ? reserve0 : reserve1);
    }

    /** With its prices added up until now: before the first operation of a second changes them. */
    @Override
    public ProductPool at(long time) {
        long now = time / 1_000;
        long elapsed = now - updated;
        if (elapsed <= 0 || reserve0.isZero() || reserve1.isZero()) {
            return elapsed <= 0 ? this : withCumulative(cumulative0, cumulative1, now);
        }
        U256 of0 = U256.of(reserve0);
        U256 of1 = U256.of(reserve1);
        return withCumulative(
                ConstantProduct.cumulative(cumulative0, of0, of1, elapsed),
                ConstantProduct.cumulative(cumulative1, of1, of0, elapsed),
                now);
    }

    private ProductPool withCumulative(U256 first, U256 second, long now) {
        return new ProductPool(name, number, asset0, asset1, fee, reserve0, reserve1, supply, first, second, now, last);
    }

    ProductPool with(Amount first, Amount second, Amount shares) {
        return new ProductPool(
                name, number, asset0, asset1, fee, first, second, shares, cumulative0, cumulative1, updated, last);
    }

    ProductPool withLast(U256 product) {
        return new ProductPool(
                name,
                number,
                asset0,
                asset1,
                fee,
                reserve0,
                reserve1,
                supply,
                cumulative0,
                cumulative1,
                updated,
                product);
    }

    @Override
    public Trade forwards(Reading reading, String assetIn, U256 in) {
        U256 out = ConstantProduct.out(in, reserve(assetIn), reserve(other(assetIn)), fee);
        Requirements.large(reading, this, !out.isZero());
        return trade(reading, assetIn, in, out);
    }

    @Override
    public Trade backwards(Reading reading, String assetOut, U256 out) {
        U256 has = reserve(assetOut);
        reading.require(out.compareTo(has) < 0, Failures.NOT_SO_MUCH, Failures.notSoMuch(name, assetOut, has, out));
        String assetIn = other(assetOut);
        return trade(reading, assetIn, ConstantProduct.in(out, reserve(assetIn), has, fee), out);
    }

    private Trade trade(Reading reading, String assetIn, U256 in, U256 out) {
        U256 after = reserve(assetIn).plus(in);
        Requirements.room(reading, this, assetIn, after.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
        return new ProductTrade(this, assetIn, in, out);
    }

    /** After a swap. */
    ProductPool swapped(String assetIn, Amount in, Amount out) {
        return assetIn.equals(asset0)
                ? with(reserve0.plus(in), reserve1.minus(out), supply)
                : with(reserve0.minus(out), reserve1.plus(in), supply);
    }

    /** What an account has here, and what it is worth. */
    Values position(String account, Amount shares) {
        U256 part = U256.of(shares);
        U256 all = U256.of(supply);
        return Values.of(
                Terms.POOL.is(name),
                Terms.ACCOUNT.is(account),
                Terms.SHARE.is(share()),
                Terms.SHARES.is(shares),
                Terms.SUPPLY.is(supply),
                Terms.ASSET_0.is(asset0),
                Terms.AMOUNT_0.is(
                        ConstantProduct.worth(part, U256.of(reserve0), all).toAmount()),
                Terms.ASSET_1.is(asset1),
                Terms.AMOUNT_1.is(
                        ConstantProduct.worth(part, U256.of(reserve1), all).toAmount()));
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
                Terms.SHARE.is(share()),
                Terms.SUPPLY.is(supply));
    }
}
