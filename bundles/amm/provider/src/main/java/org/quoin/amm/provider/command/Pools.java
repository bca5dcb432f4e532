package org.quoin.amm.provider.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/**
 * What the active rules show, field by field of their description. Every method throws {@link RefusedException} if there are no
 * active rules or they do not know what is asked for.
 */
final class Pools {
    private static final String CAPABILITY = "amm";
    private static final String POOL = "pool";
    private static final String POSITIONS = "positions";

    private final Ledger ledger;
    private final LedgerClient client;

    Pools(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    /** So long from now: the newest block may be old, or ahead of the clock of this machine. */
    Instant deadline(Duration within) {
        Instant newest = ledger.info().time();
        Instant now = Instant.now();
        return (newest.isAfter(now) ? newest : now).plus(within);
    }

    Fields pool(String name) {
        return fields(POOL, find(name));
    }

    Asset asset0(String name) {
        return asset(name, "asset0");
    }

    Asset asset1(String name) {
        return asset(name, "asset1");
    }

    Asset share(String name) {
        return asset(name, "shareAsset");
    }

    Page<Values> pools(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "pools", 1, Values.none(), cursor, limit);
    }

    Fields poolFields(Values pool) {
        return fields(POOL, pool);
    }

    Page<Values> positions(String account, @Nullable String cursor, int limit) {
        return client.page(CAPABILITY, POSITIONS, 1, Values.of("account", account), cursor, limit);
    }

    Fields positionFields(Values position) {
        return fields(POSITIONS, position);
    }

    private Values find(String pool) {
        return client.query(CAPABILITY, POOL, 1, Values.of(POOL, pool));
    }

    private Asset asset(String pool, String field) {
        return ledger.asset(find(pool).text(field)).map(AssetInfo::asset).orElseThrow();
    }

    private Fields fields(String query, Values answer) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(query, 1))
                                .map(QueryType::output)
                                .orElse(null),
                        answer);
    }
}
