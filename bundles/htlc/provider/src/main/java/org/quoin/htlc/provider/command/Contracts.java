package org.quoin.htlc.provider.command;

import java.util.List;
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

    /** More than there ever are, so that a search for the last one ends. */
    private static final long MOST = 1L << 40;

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

    /** So many at most, of those created last. The list is sought for its end: its cursor is a number in 16 hexadecimal digits. */
    List<Values> newest(int most) {
        long there = 0; // so many there are at least,
        long notThere = 1; // and not so many
        while (notThere < MOST && isThere(notThere - 1)) {
            there = notThere;
            notThere *= 2;
        }
        while (notThere - there > 1) {
            long middle = there + (notThere - there) / 2;
            if (isThere(middle - 1)) {
                there = middle;
            } else {
                notThere = middle;
            }
        }
        return there == 0
                ? List.of()
                : page(cursor(Math.max(0, there - most)), most).items();
    }

    private boolean isThere(long ordinal) {
        return !page(cursor(ordinal), 1).items().isEmpty();
    }

    private static String cursor(long ordinal) {
        return String.format("%016x", ordinal);
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
