package org.quoin.htlc.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * Every contract that was made, each the ledger's agreement of the same id. A contract is settled by the rules that made it,
 * so its row keeps its form for ever.
 */
final class Contracts {
    private static final Field<Long> ORDINAL = Field.number("ordinal", Long.MAX_VALUE);
    private static final String CREATED = "created";

    static final Table<Bytes, Values> BY_ID = new Table<>("contracts", Terms.ID, Terms.CONTRACT);

    static final OrderedTable<Long, Bytes> BY_CREATION =
            new OrderedTable<>("contracts-by-creation", Long.BYTES, ORDINAL, Terms.ID);

    static final Table<String, Long> COUNTS = new Table<>("counts", Field.text("name", 32), ORDINAL);

    private Contracts() {}

    /** The contract, or a refusal if there is none. */
    static Values find(Reading reading, Bytes id) {
        Optional<Values> contract = BY_ID.find(reading, id);
        return contract.orElseThrow(() -> reading.refuse(Failures.UNKNOWN_CONTRACT, Terms.ID.is(id)));
    }

    /** The contract, or a refusal if there is none or it is settled. */
    static Values findOpen(Reading reading, Bytes id) {
        Values contract = find(reading, id);
        reading.require(contract.get(Terms.STATE).equals(Terms.OPEN), Failures.ALREADY_SETTLED, contract);
        return contract;
    }

    /** Keeps a new contract and moves its funds in. */
    static void open(Execution execution, Values contract) {
        Bytes id = contract.get(Terms.ID);
        String funder = contract.get(Terms.FUNDER);
        long ordinal = COUNTS.find(execution, CREATED).orElse(0L);

        execution.open(id.toHex(), funder);
        execution.transfer(
                Party.account(funder),
                Party.agreement(id.toHex()),
                contract.get(Terms.ASSET),
                contract.get(Terms.AMOUNT));
        BY_ID.put(execution, id, contract);
        BY_CREATION.put(execution, ordinal, id);
        COUNTS.put(execution, CREATED, ordinal + 1);
    }

    /** Keeps what became of a contract, pays all that it holds, and ends it. */
    static void settle(Execution execution, Values contract, String payee) {
        Bytes id = contract.get(Terms.ID);
        BY_ID.put(execution, id, contract);
        execution.transfer(
                Party.agreement(id.toHex()),
                Party.account(payee),
                contract.get(Terms.ASSET),
                contract.get(Terms.AMOUNT));
        execution.close(id.toHex());
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<Bytes> ids = BY_CREATION.slice(reading, 0L, cursor, limit);
        List<Values> contracts = new ArrayList<>();
        for (Bytes id : ids.rows()) {
            contracts.add(find(reading, id));
        }
        return new Page(contracts, ids.next());
    }
}
