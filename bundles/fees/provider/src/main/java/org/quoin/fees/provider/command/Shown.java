package org.quoin.fees.provider.command;

import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/** Answers of the active rules, field by field of their description. Every method throws a refusal if there are none. */
record Shown(Ledger ledger) {
    static final String CAPABILITY = "fees";

    Fields answer(String query, Values input) {
        return fields(query, new LedgerClient(ledger).query(CAPABILITY, query, 1, input));
    }

    Fields fields(String query, Values answer) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(query, 1))
                                .map(QueryType::output)
                                .orElse(null),
                        answer);
    }

    Fields sponsor(String name) {
        return answer("sponsor", Values.of("sponsor", name));
    }
}
