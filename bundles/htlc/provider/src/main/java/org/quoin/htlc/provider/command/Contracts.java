package org.quoin.htlc.provider.command;

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
 * Contracts as the active rules show them, field by field of their description. Every method throws {@link RefusedException}
 * if there are no active rules or they do not know the contract.
 */
final class Contracts {
    private static final String CAPABILITY = "htlc";
    private static final String CONTRACT = "contract";

    private final Ledger ledger;
    private final LedgerClient client;

    Contracts(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    Values find(Hash id) {
        return client.query(CAPABILITY, CONTRACT, 1, Values.of("id", id));
    }

    Page<Values> page(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "contracts", 1, Values.none(), cursor, limit);
    }

    Fields show(Hash id) {
        return fields(find(id));
    }

    Fields fields(Values contract) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(CONTRACT, 1))
                                .map(QueryType::output)
                                .orElse(null),
                        contract);
    }
}
