package org.quoin.htlc.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * Every contract that was made, each the ledger's agreement of the same id. A contract is settled by the rules that made it,
 * so its row keeps its form for ever; what 1.1 knows beside it is in a table of its own, and absent of contracts that were made
 * before.
 */
final class Contracts {
    static final Field<Long> ORDINAL = Field.number("ordinal", Long.MAX_VALUE);

    private static final Field<String> COUNT = Field.text("name", 32);
    private static final String CREATED = "created";

    /** How many of those that were made are in the index, from the first on. */
    private static final String ENTERED = "entered";

    private static final Schema PAIR = Schema.of(Terms.FUNDER, Terms.BENEFICIARY);
    private static final Schema DETAIL = Schema.of(ORDINAL, Terms.AUTO_REFUND, Terms.OFFER);
    private static final Schema DUE = Schema.of(Terms.EXPIRY, ORDINAL);

    static final Table<Bytes, Values> BY_ID = new Table<>("contracts", Terms.ID, Terms.CONTRACT);

    static final OrderedTable<Long, Bytes> BY_CREATION =
            new OrderedTable<>("contracts-by-creation", Long.BYTES, ORDINAL, Terms.ID);

    static final Table<String, Long> COUNTS = new Table<>("counts", COUNT, ORDINAL);

    static final Table<Bytes, Values> DETAILS = new Table<>("contract-details", Terms.ID, DETAIL);

    /** How many contracts of a pair, in this direction, are open. */
    static final Table<Values, Long> OPEN_OF_PAIR =
            new Table<>("open-by-pair", PAIR, Field.number("open", Limits.MAX_OPEN));

    /** Those that the ledger refunds by itself, in the order of their expiry. */
    static final OrderedTable<Values, Bytes> TO_REFUND =
            new OrderedTable<>("auto-refunds", 2 * Long.BYTES, DUE, Terms.ID);

    private Contracts() {}

    /** The contract, or a refusal if there is none. */
    static Values find(Reading reading, Bytes id) {
        Optional<Values> contract = BY_ID.find(reading, id);
        return contract.orElseThrow(() -> reading.refuse(Failures.UNKNOWN_CONTRACT, Terms.ID.is(id)));
    }

    /** The contract with all that is known of it, or a refusal if there is none. */
    static Values findWhole(Reading reading, Bytes id) {
        Optional<Values> detail = DETAILS.find(reading, id);
        return find(reading, id)
                .with(
                        Terms.AUTO_REFUND.is(detail.map(known -> known.get(Terms.AUTO_REFUND))
                                .orElse(false)),
                        Terms.OFFER.is(detail.flatMap(known -> known.get(Terms.OFFER))));
    }

    /** The contract, or a refusal if there is none or it is settled. */
    static Values findOpen(Reading reading, Bytes id) {
        Values contract = find(reading, id);
        reading.require(contract.get(Terms.STATE).equals(Terms.OPEN), Failures.ALREADY_SETTLED, contract);
        return contract;
    }

    /** How many contracts this funder has open for this beneficiary, of those that were made under 1.1 or later. */
    static long openOf(Reading reading, Values terms) {
        return OPEN_OF_PAIR.find(reading, terms.only(PAIR)).orElse(0L);
    }

    /** Keeps a new contract and moves its funds in. */
    static void open(Execution execution, Values contract) {
        Bytes id = contract.get(Terms.ID);
        String funder = contract.get(Terms.FUNDER);
        long ordinal = count(execution, CREATED);

        execution.open(id.toHex(), funder);
        execution.transfer(
                Party.account(funder),
                Party.agreement(id.toHex()),
                contract.get(Terms.ASSET),
                contract.get(Terms.AMOUNT));
        BY_ID.put(execution, id, contract.only(Terms.CONTRACT));
        BY_CREATION.put(execution, ordinal, id);
        COUNTS.put(execution, CREATED, ordinal + 1);
        DETAILS.put(execution, id, contract.with(ORDINAL.is(ordinal)).only(DETAIL));
        Index.enter(execution, contract, ordinal);
        if (count(execution, ENTERED) == ordinal) {
            COUNTS.put(execution, ENTERED, ordinal + 1);
        }
        OPEN_OF_PAIR.put(execution, contract.only(PAIR), openOf(execution, contract) + 1);
        if (contract.get(Terms.AUTO_REFUND)) {
            TO_REFUND.put(execution, due(contract, ordinal), id);
        }
    }

    /** Keeps what became of a contract, pays all that it holds, and ends it. */
    static void settle(Execution execution, Values contract, String payee) {
        Bytes id = contract.get(Terms.ID);
        BY_ID.put(execution, id, contract.only(Terms.CONTRACT));
        execution.transfer(
                Party.agreement(id.toHex()),
                Party.account(payee),
                contract.get(Terms.ASSET),
                contract.get(Terms.AMOUNT));
        execution.close(id.toHex());
        DETAILS.find(execution, id).ifPresent(detail -> leave(execution, contract, detail));
    }

    private static void leave(Execution execution, Values contract, Values detail) {
        long ordinal = detail.get(ORDINAL);
        long others = openOf(execution, contract) - 1;

        Index.settle(execution, contract, ordinal);
        if (others == 0) {
            OPEN_OF_PAIR.remove(execution, contract.only(PAIR));
        } else {
            OPEN_OF_PAIR.put(execution, contract.only(PAIR), others);
        }
        if (detail.get(Terms.AUTO_REFUND)) {
            TO_REFUND.remove(execution, due(contract, ordinal));
        }
        detail.get(Terms.OFFER).ifPresent(offer -> Offers.pay(execution, offer));
    }

    /** Those whose time for the refund has come, the earliest first: its place in the queue and its id. */
    static Optional<Values> nextToRefund(Reading reading) {
        return TO_REFUND
                .next(reading, Values.of(Terms.EXPIRY.is(0L), ORDINAL.is(0L)))
                .filter(due -> due.get(Terms.EXPIRY) <= reading.time());
    }

    /** Whether it is open and holds what it should, and its premium too, so that nothing can keep it from being paid out. */
    static boolean isWhole(Reading reading, Values contract) {
        Amount held = reading.balance(Party.agreement(contract.get(Terms.ID).toHex()), contract.get(Terms.ASSET));
        return contract.get(Terms.STATE).equals(Terms.OPEN)
                && held.equals(contract.get(Terms.AMOUNT))
                && DETAILS.find(reading, contract.get(Terms.ID))
                        .flatMap(detail -> detail.get(Terms.OFFER))
                        .map(offer -> Offers.isWhole(reading, offer))
                        .orElse(true);
    }

    /** Whether every contract is in the index. */
    static boolean allEntered(Reading reading) {
        return count(reading, ENTERED) == count(reading, CREATED);
    }

    /** Enters at most so many contracts that are not in the index; those of 1.1 and later are there already. */
    static void enterMore(Execution execution, int most) {
        long from = count(execution, ENTERED);
        long to = Math.min(count(execution, CREATED), from + most);
        for (long ordinal = from; ordinal < to; ordinal++) {
            Bytes id = BY_CREATION.find(execution, ordinal).orElseThrow();
            if (DETAILS.find(execution, id).isEmpty()) {
                Index.enterUntended(execution, find(execution, id), ordinal);
            }
        }
        if (to > from) {
            COUNTS.put(execution, ENTERED, to);
        }
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<Bytes> ids = BY_CREATION.slice(reading, 0L, cursor, limit);
        List<Values> contracts = new ArrayList<>();
        for (Bytes id : ids.rows()) {
            contracts.add(find(reading, id));
        }
        return new Page(contracts, ids.next());
    }

    private static long count(Reading reading, String name) {
        return COUNTS.find(reading, name).orElse(0L);
    }

    private static Values due(Values contract, long ordinal) {
        return Values.of(Terms.EXPIRY.is(contract.get(Terms.EXPIRY)), ORDINAL.is(ordinal));
    }
}
