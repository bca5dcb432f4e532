package org.quoin.amm.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** What pools, deposits and swaps are told of. */
final class Terms {
    static final int MAX_NAME = 64;

    private static final long MOST_TICKS = 2L * TickMath.MAX_TICK + 1;

    /** Pools that one swap can go through. */
    static final int MAX_HOPS = 4;

    static final Field<String> POOL = Field.text("pool", MAX_NAME);
    static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    static final Field<String> ACCOUNT = Field.account("account");
    static final Field<Optional<String>> RECIPIENT = Field.optional(ACCOUNT);
    static final Field<String> ASSET_0 = Field.asset("asset0");
    static final Field<String> ASSET_1 = Field.asset("asset1");

    /** Of what comes in, in millionths. */
    static final Field<Long> FEE = Field.number("fee", ConstantProduct.MILLION);

    static final Field<Amount> RESERVE_0 = Field.amount("reserve0", ASSET_0);
    static final Field<Amount> RESERVE_1 = Field.amount("reserve1", ASSET_1);
    static final Field<Amount> AMOUNT_0 = Field.amount("amount0", ASSET_0);
    static final Field<Amount> AMOUNT_1 = Field.amount("amount1", ASSET_1);

    /** The least of it that is acceptable. */
    static final Field<Amount> MIN_0 = Field.amount("min0", ASSET_0);

    static final Field<Amount> MIN_1 = Field.amount("min1", ASSET_1);

    /** What a part of the pool is counted in. */
    static final Field<String> SHARE = Field.asset("shareAsset");

    static final Field<Amount> SHARES = Field.amount("shares", SHARE);
    static final Field<Amount> MIN_SHARES = Field.amount("minShares", SHARE);
    static final Field<Amount> SUPPLY = Field.amount("supply", SHARE);

    static final Field<String> ASSET = Field.asset("asset");
    static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    static final Field<Amount> LEAST = Field.amount("least", ASSET);
    static final Field<Amount> MOST = Field.amount("most", ASSET);

    static final Field<String> ASSET_IN = Field.asset("assetIn");
    static final Field<String> ASSET_OUT = Field.asset("assetOut");
    static final Field<Amount> IN = Field.amount("amountIn", ASSET_IN);
    static final Field<Amount> OUT = Field.amount("amountOut", ASSET_OUT);
    static final Field<Amount> MIN_OUT = Field.amount("minOut", ASSET_OUT);
    static final Field<Amount> MAX_IN = Field.amount("maxIn", ASSET_IN);

    /** Pools in the order in which the swap goes through them. */
    static final Field<List<String>> ROUTE = Field.list("route", POOL, MAX_HOPS);

    /** The last block time at which it may be executed. */
    static final Field<Long> DEADLINE = Field.time("deadline");

    static final Field<Long> TIME = Field.time("time");

    static final Schema POOL_INFO = Schema.of(POOL, NUMBER, ASSET_0, ASSET_1, FEE, RESERVE_0, RESERVE_1, SHARE, SUPPLY);

    /** The square root of the price of asset 0 in asset 1, in their smallest units: Q64.96, 32 bytes. */
    static final Field<Bytes> SQRT_PRICE = Field.bytes("sqrtPrice", Wides.SIZE, Wides.SIZE);

    /** Below 2^128, in 32 bytes. */
    static final Field<Bytes> LIQUIDITY = Field.bytes("liquidity", Wides.SIZE, Wides.SIZE);

    /** Two's complement, 32 bytes. */
    static final Field<Bytes> NET = Field.bytes("liquidityNet", Wides.SIZE, Wides.SIZE);

    static final Field<Bytes> MIN_LIQUIDITY = Field.bytes("minLiquidity", Wides.SIZE, Wides.SIZE);

    /** Ticks are counted from one below the first: 887,273 is tick 0. */
    static final Field<Long> TICK = Field.number("tick", MOST_TICKS);

    static final Field<Long> LOWER = Field.number("lowerTick", MOST_TICKS);
    static final Field<Long> UPPER = Field.number("upperTick", MOST_TICKS);
    static final Field<Long> SPACING = Field.number("spacing", MOST_TICKS);
    static final Field<Amount> FEES_0 = Field.amount("fees0", ASSET_0);
    static final Field<Amount> FEES_1 = Field.amount("fees1", ASSET_1);

    static final Schema RANGED_INFO =
            Schema.of(POOL, NUMBER, ASSET_0, ASSET_1, FEE, RESERVE_0, RESERVE_1, SQRT_PRICE, TICK, LIQUIDITY);

    static final Schema RANGED_POSITION =
            Schema.of(POOL, Caller.NAME, LOWER, UPPER, LIQUIDITY, ASSET_0, AMOUNT_0, FEES_0, ASSET_1, AMOUNT_1, FEES_1);

    private Terms() {}

    static Bytes bytes(U256 value) {
        Writer out = new Writer(Wides.SIZE);
        Wides.write(out, value);
        return Bytes.of(out.toBytes());
    }

    static U256 wide(Bytes bytes) {
        return Wides.read(new Reader(bytes.toArray()));
    }
}
