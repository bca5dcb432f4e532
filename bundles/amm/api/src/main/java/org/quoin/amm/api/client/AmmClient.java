package org.quoin.amm.api.client;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.Amm;
import org.quoin.amm.api.AmmFailure;
import org.quoin.amm.api.AmmOffer;
import org.quoin.amm.api.AmmPool;
import org.quoin.amm.api.AmmPosition;
import org.quoin.amm.api.AmmQuote;
import org.quoin.amm.api.AmmRange;
import org.quoin.amm.api.AmmRangedPool;
import org.quoin.amm.api.AmmRouter;
import org.quoin.amm.api.Prices;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.client.Uses;
import org.quoin.ledger.api.description.Values;

final class AmmClient implements Amm {
    private static final String CAPABILITY = "amm";
    private static final int SCHEMA = 1;

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("pool-create", SCHEMA)
            .operation("deposit", SCHEMA)
            .operation("withdraw", SCHEMA)
            .operation("donate", SCHEMA)
            .operation("deposit-single", SCHEMA)
            .operation("withdraw-single", SCHEMA)
            .operation("protocol-fee", SCHEMA)
            .operation("ranged-create", SCHEMA)
            .operation("ranged-deposit", SCHEMA)
            .operation("ranged-withdraw", SCHEMA)
            .operation("swap", SCHEMA)
            .operation("swap-exact-out", SCHEMA)
            .operation("swap-open", SCHEMA)
            .operation("take", SCHEMA)
            .operation("take-all", SCHEMA)
            .operation("settle", SCHEMA)
            .query("pool", SCHEMA)
            .query("pools", SCHEMA)
            .query("ranged-pool", SCHEMA)
            .query("ranged-pools", SCHEMA)
            .query("ranged-positions", SCHEMA)
            .query("ranged-ticks", SCHEMA)
            .query("quote", SCHEMA)
            .query("quote-exact-out", SCHEMA)
            .query("positions", SCHEMA);

    private final Ledger ledger;
    private final LedgerClient client;
    private final AmmRouter router;

    AmmClient(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
        router = new AmmRouter(ledger);
    }

    @Override
    public CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord... operations) {
        return client.submit(account, signer, operations);
    }

    @Override
    public Optional<AmmPool> pool(String name) {
        return find("pool", name).map(this::pool);
    }

    @Override
    public Optional<AmmRangedPool> rangedPool(String name) {
        return find("ranged-pool", name).map(this::rangedPool);
    }

    private Optional<Values> find(String query, String name) {
        try {
            return Optional.of(client.query(CAPABILITY, query, SCHEMA, Values.of("pool", name)));
        } catch (RefusedException e) {
            String code = e.failure().code();
            if (code.equals(AmmFailure.UNKNOWN_POOL.name()) || code.equals(AmmFailure.WRONG_KIND.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Page<AmmRangedPool> rangedPools(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "ranged-pools", SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::rangedPool).toList(), page.next());
    }

    @Override
    public Page<AmmRange> ranges(String account, @Nullable String cursor, int limit) {
        Page<Values> page =
                client.page(CAPABILITY, "ranged-positions", SCHEMA, Values.of("account", account), cursor, limit);
        return new Page<>(page.items().stream().map(this::range).toList(), page.next());
    }

    @Override
    public Page<AmmPool> pools(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "pools", SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::pool).toList(), page.next());
    }

    @Override
    public AmmQuote quote(List<String> route, Amount in, String assetOut) {
        return router.quote(route, in, assetOut);
    }

    @Override
    public AmmQuote quoteExactOut(List<String> route, String assetIn, Amount out) {
        return router.quoteExactOut(route, assetIn, out);
    }

    @Override
    public AmmOffer best(Amount in, String assetOut) {
        return router.best(in, assetOut);
    }

    @Override
    public AmmQuote bestExactOut(String assetIn, Amount out) {
        return router.bestExactOut(assetIn, out);
    }

    @Override
    public Page<AmmPosition> positions(String account, @Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "positions", SCHEMA, Values.of("account", account), cursor, limit);
        return new Page<>(page.items().stream().map(this::position).toList(), page.next());
    }

    private AmmPool pool(Values pool) {
        return new AmmPool(
                pool.text("pool"),
                pool.number("number"),
                Math.toIntExact(pool.number("fee")),
                amount(pool, "reserve0", "asset0"),
                amount(pool, "reserve1", "asset1"),
                amount(pool, "supply", "shareAsset"));
    }

    private AmmRangedPool rangedPool(Values pool) {
        return new AmmRangedPool(
                pool.text("pool"),
                pool.number("number"),
                Math.toIntExact(pool.number("fee")),
                amount(pool, "reserve0", "asset0"),
                amount(pool, "reserve1", "asset1"),
                wide(pool, "sqrtPrice"),
                Prices.tick(pool.number("tick")),
                wide(pool, "liquidity"));
    }

    private AmmRange range(Values range) {
        return new AmmRange(
                range.text("pool"),
                range.text("account"),
                Prices.tick(range.number("lowerTick")),
                Prices.tick(range.number("upperTick")),
                wide(range, "liquidity"),
                amount(range, "amount0", "asset0"),
                amount(range, "amount1", "asset1"),
                amount(range, "fees0", "asset0"),
                amount(range, "fees1", "asset1"));
    }

    private static BigInteger wide(Values values, String name) {
        return new BigInteger(1, values.bytes(name).toArray());
    }

    private AmmPosition position(Values position) {
        return new AmmPosition(
                position.text("pool"),
                position.text("account"),
                amount(position, "shares", "shareAsset"),
                amount(position, "supply", "shareAsset"),
                amount(position, "amount0", "asset0"),
                amount(position, "amount1", "asset1"));
    }

    private Amount amount(Values values, String name, String asset) {
        String symbol = values.text(asset);
        Asset known = ledger.asset(symbol).map(AssetInfo::asset).orElseThrow();
        return new Amount(values.units(name), known);
    }
}
