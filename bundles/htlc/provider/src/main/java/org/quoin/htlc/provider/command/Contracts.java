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
 * Contracts and offers as the active rules show them, field by field of their description. Every method throws {@link RefusedException}
 * if there are no active rules or they do not know the contract.
 */
final class Contracts {
    private static final String CAPABILITY = "htlc";
    private static final String CONTRACT = "contract";
    private static final String OFFER = "offer";

    /** Of the queries that tell all that there is to know of a contract. */
    private static final int WHOLE = 2;

    private final Ledger ledger;
    private final LedgerClient client;

    Contracts(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    Values find(Hash id) {
        return client.query(CAPABILITY, CONTRACT, WHOLE, Values.of("id", id));
    }

    Values findOffer(Hash id) {
        return client.query(CAPABILITY, OFFER, 1, Values.of("id", id));
    }

    Page<Values> page(Values filter, @Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "contracts", WHOLE, filter, cursor, limit);
    }

    Page<Values> offers(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "offers", 1, Values.none(), cursor, limit);
    }

    Fields show(Hash id) {
        return fields(find(id));
    }

    Fields showOffer(Hash id) {
        return offerFields(findOffer(id));
    }

    Fields fields(Values contract) {
        return fields(CONTRACT, WHOLE, contract);
    }

    Fields offerFields(Values offer) {
        return fields(OFFER, 1, offer);
    }

    private Fields fields(String query, int schema, Values answer) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(query, schema))
                                .map(QueryType::output)
                                .orElse(null),
                        answer);
    }
}
