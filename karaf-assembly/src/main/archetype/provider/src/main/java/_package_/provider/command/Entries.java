package @package@.provider.command;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/**
 * Entries as the active rules show them, field by field of their description. Every method throws {@link RefusedException}
 * if there are no active rules or they do not know the entry.
 */
final class Entries {
    private static final String CAPABILITY = "@name@";
    private static final String ENTRY = "entry";

    private final Ledger ledger;
    private final LedgerClient client;

    Entries(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    Fields show(Hash digest) {
        return fields(client.query(CAPABILITY, ENTRY, 1, Values.of("digest", digest)));
    }

    Page<Values> page(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "entries", 1, Values.none(), cursor, limit);
    }

    Fields fields(Values entry) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(ENTRY, 1))
                                .map(QueryType::output)
                                .orElse(null),
                        entry);
    }
}
