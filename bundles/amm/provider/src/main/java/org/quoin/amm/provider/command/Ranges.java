package org.quoin.amm.provider.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.Prices;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

/** Pools with ranges, with prices as people write them: whole units of asset 1 for a whole one of asset 0. */
final class Ranges {
    private static final String CAPABILITY = "amm";

    private final Ledger ledger;
    private final LedgerClient client;

    Ranges(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    /** A range of a pool, by the ticks nearest to two prices. */
    record Range(Asset asset0, Asset asset1, int lower, int upper) {}

    Range range(String pool, @Nullable String lower, @Nullable String upper) {
        Values found = find(pool);
        Asset asset0 = asset(found, "asset0");
        Asset asset1 = asset(found, "asset1");
        int spacing = Prices.spacing(Math.toIntExact(found.number("fee")));
        return new Range(
                asset0,
                asset1,
                Prices.tick(price("--lower-price", lower), asset0, asset1, spacing),
                Prices.tick(price("--upper-price", upper), asset0, asset1, spacing));
    }

    static BigDecimal price(String option, @Nullable String given) {
        BigDecimal price = number(option, given);
        if (price.signum() <= 0) {
            throw invalid(option, given);
        }
        return price;
    }

    static BigInteger liquidity(String option, @Nullable String given) {
        try {
            BigInteger liquidity = number(option, given).toBigIntegerExact();
            if (liquidity.signum() >= 0 && liquidity.bitLength() <= Long.SIZE * 2) {
                return liquidity;
            }
        } catch (ArithmeticException e) {
            throw invalid(option, given);
        }
        throw invalid(option, given);
    }

    private static BigDecimal number(String option, @Nullable String given) {
        try {
            return new BigDecimal(given == null ? "" : given);
        } catch (NumberFormatException e) {
            throw invalid(option, given);
        }
    }

    private static ConsoleException invalid(String option, @Nullable String given) {
        return new ConsoleException(
                "INVALID_ARGUMENT",
                option + " is a number above zero, " + (given == null ? "and there is none" : "not '" + given + "'")
                        + ": the command's --help shows an example.",
                Values.of("argument", option));
    }

    Fields pool(String name) {
        return poolFields(find(name));
    }

    Page<Values> pools(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "ranged-pools", 1, Values.none(), cursor, limit);
    }

    Fields poolFields(Values pool) {
        Asset asset0 = asset(pool, "asset0");
        Asset asset1 = asset(pool, "asset1");
        return Fields.of("pool", pool.text("pool"))
                .and("number", pool.number("number"))
                .and("asset0", asset0.symbol())
                .and("asset1", asset1.symbol())
                .and("fee", pool.number("fee"))
                .and("reserve0", new Amount(pool.units("reserve0"), asset0))
                .and("reserve1", new Amount(pool.units("reserve1"), asset1))
                .and("price", plain(Prices.price(wide(pool, "sqrtPrice"), asset0, asset1)))
                .and("liquidity", wide(pool, "liquidity").toString());
    }

    Page<Values> positions(String account, @Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "ranged-positions", 1, Values.of("account", account), cursor, limit);
    }

    Fields positionFields(Values position) {
        Asset asset0 = asset(position, "asset0");
        Asset asset1 = asset(position, "asset1");
        return Fields.of("pool", position.text("pool"))
                .and("account", position.text("account"))
                .and("lowerPrice", price(position, "lowerTick", asset0, asset1))
                .and("upperPrice", price(position, "upperTick", asset0, asset1))
                .and("liquidity", wide(position, "liquidity").toString())
                .and("asset0", asset0.symbol())
                .and("amount0", new Amount(position.units("amount0"), asset0))
                .and("fees0", new Amount(position.units("fees0"), asset0))
                .and("asset1", asset1.symbol())
                .and("amount1", new Amount(position.units("amount1"), asset1))
                .and("fees1", new Amount(position.units("fees1"), asset1));
    }

    private static String price(Values position, String tick, Asset asset0, Asset asset1) {
        return plain(Prices.price(Prices.tick(position.number(tick)), asset0, asset1));
    }

    private static String plain(BigDecimal price) {
        return price.toPlainString();
    }

    private static BigInteger wide(Values values, String name) {
        return new BigInteger(1, values.bytes(name).toArray());
    }

    private Values find(String pool) {
        return client.query(CAPABILITY, "ranged-pool", 1, Values.of("pool", pool));
    }

    private Asset asset(Values values, String name) {
        return ledger.asset(values.text(name)).map(AssetInfo::asset).orElseThrow();
    }
}
