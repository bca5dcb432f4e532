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
 * Premiums, as in ERC-2266: who will hold the secret has an option on the leg that the other locks for him, and pays for it. He
 * deposits the premium with the terms of the leg that he waits for. Whoever locks a contract with exactly these terms before the
 * deadline gets the premium when the contract is settled, redeemed or refunded alike; if nobody does, it goes back.
 */
final class Offers {
    static final String OPEN = "open";
    static final String FILLED = "filled";
    static final String PAID = "paid";
    static final String WITHDRAWN = "withdrawn";

    /** Who deposits the premium, and is the beneficiary of the contract that he waits for. */
    static final Field<String> HOLDER = Field.account("holder");

    static final Field<String> PREMIUM_ASSET = Field.asset("premiumAsset");
    static final Field<Amount> PREMIUM = Field.amount("premium", PREMIUM_ASSET);

    /** The first block time at which it cannot be filled any more. */
    static final Field<Long> DEADLINE = Field.time("deadline");

    static final Field<String> STATE = Field.choice("state", OPEN, FILLED, PAID, WITHDRAWN);
    static final Field<Bytes> FILLED_BY = Field.hash("contract");

    /** The contract that fills it, once there is one. */
    static final Field<Optional<Bytes>> CONTRACT = Field.optional(FILLED_BY);

    static final Schema OFFER = Schema.of(
            Terms.ID,
            HOLDER,
            Terms.FUNDER,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.SECRET_HASH,
            Terms.PREIMAGE_LENGTH,
            Terms.EXPIRY,
            PREMIUM_ASSET,
            PREMIUM,
            DEADLINE,
            STATE,
            Terms.RULES_VERSION,
            CONTRACT);

    private static final String MADE = "offers";

    static final Table<Bytes, Values> BY_ID = new Table<>("offers", Terms.ID, OFFER);

    static final OrderedTable<Long, Bytes> BY_CREATION =
            new OrderedTable<>("offers-by-creation", Long.BYTES, Contracts.ORDINAL, Terms.ID);

    private Offers() {}

    /** The offer, or a refusal if there is none. */
    static Values find(Reading reading, Bytes id) {
        return BY_ID.find(reading, id).orElseThrow(() -> reading.refuse(Failures.UNKNOWN_OFFER, Terms.ID.is(id)));
    }

    /** The offer, or a refusal if there is none or it was filled or withdrawn. */
    static Values findOpen(Reading reading, Bytes id) {
        Values offer = find(reading, id);
        reading.require(offer.get(STATE).equals(OPEN), Failures.OFFER_CLOSED, offer);
        return offer;
    }

    /** The offer that a contract with these terms may fill now, or a refusal. */
    static Values findFor(Execution execution, Bytes id, Values terms) {
        Values offer = findOpen(execution, id);
        Values known = offer.with(Failures.TIME.is(execution.time()));
        boolean fits = offer.get(Terms.FUNDER).equals(terms.get(Terms.FUNDER))
                && offer.get(HOLDER).equals(terms.get(Terms.BENEFICIARY))
                && offer.get(Terms.ASSET).equals(terms.get(Terms.ASSET))
                && offer.get(Terms.AMOUNT).equals(terms.get(Terms.AMOUNT))
                && offer.get(Terms.SECRET_HASH).equals(terms.get(Terms.SECRET_HASH))
                && offer.get(Terms.PREIMAGE_LENGTH).equals(terms.get(Terms.PREIMAGE_LENGTH))
                && offer.get(Terms.EXPIRY).equals(terms.get(Terms.EXPIRY));
        execution.require(offer.get(Terms.RULES_VERSION).equals(execution.version()), Failures.OTHER_RULES, known);
        execution.require(execution.time() < offer.get(DEADLINE), Failures.DEADLINE_PASSED, known);
        execution.require(fits, Failures.OFFER_DIFFERS, known);
        return offer;
    }

    /** Keeps a new offer and moves its premium in. */
    static void open(Execution execution, Values offer) {
        Bytes id = offer.get(Terms.ID);
        String holder = offer.get(HOLDER);
        long ordinal = Contracts.COUNTS.find(execution, MADE).orElse(0L);

        execution.open(id.toHex(), holder);
        execution.transfer(
                Party.account(holder), Party.agreement(id.toHex()), offer.get(PREMIUM_ASSET), offer.get(PREMIUM));
        BY_ID.put(execution, id, offer.only(OFFER));
        BY_CREATION.put(execution, ordinal, id);
        Contracts.COUNTS.put(execution, MADE, ordinal + 1);
    }

    static void fill(Execution execution, Values offer, Bytes contract) {
        BY_ID.put(
                execution,
                offer.get(Terms.ID),
                offer.with(STATE.is(FILLED), CONTRACT.is(Optional.of(contract))).only(OFFER));
    }

    /** The contract that filled it is settled. */
    static void pay(Execution execution, Bytes id) {
        Values offer = find(execution, id);
        end(execution, offer.with(STATE.is(PAID)), offer.get(Terms.FUNDER));
        execution.emit(
                Reports.PREMIUM_PAID,
                offer.with(FILLED_BY.is(offer.get(CONTRACT).orElseThrow())));
    }

    static void withdraw(Execution execution, Values offer) {
        end(execution, offer.with(STATE.is(WITHDRAWN)), offer.get(HOLDER));
        execution.emit(Reports.OFFER_WITHDRAWN, offer);
    }

    /** Whether its premium waits to be paid. */
    static boolean isWhole(Reading reading, Bytes id) {
        return BY_ID.find(reading, id)
                .filter(offer -> offer.get(STATE).equals(FILLED))
                .filter(offer -> reading.balance(Party.agreement(id.toHex()), offer.get(PREMIUM_ASSET))
                        .equals(offer.get(PREMIUM)))
                .isPresent();
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<Bytes> ids = BY_CREATION.slice(reading, 0L, cursor, limit);
        List<Values> offers = new ArrayList<>();
        for (Bytes id : ids.rows()) {
            offers.add(find(reading, id));
        }
        return new Page(offers, ids.next());
    }

    private static void end(Execution execution, Values offer, String payee) {
        Bytes id = offer.get(Terms.ID);
        BY_ID.put(execution, id, offer.only(OFFER));
        execution.transfer(
                Party.agreement(id.toHex()), Party.account(payee), offer.get(PREMIUM_ASSET), offer.get(PREMIUM));
        execution.close(id.toHex());
    }
}
