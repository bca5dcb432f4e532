package org.quoin.htlc.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;

/** What a contract consists of. */
final class Terms {
    /** In bytes: what a stack element of Bitcoin's script holds, so the longest preimage that every ledger can take. */
    static final int MAX_PREIMAGE = 520;

    /** Contracts that are redeemed at once: as many as fit into the gas of a transaction whatever their terms are. */
    static final int MAX_BATCH = 32;

    static final String OPEN = "open";
    static final String REDEEMED = "redeemed";
    static final String REFUNDED = "refunded";

    static final Field<Bytes> ID = Field.hash("id");
    static final Field<String> FUNDER = Field.account("funder");
    static final Field<String> BENEFICIARY = Field.account("beneficiary");
    static final Field<String> ASSET = Field.asset("asset");
    static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);

    /** SHA-256 of the preimage. */
    static final Field<Bytes> SECRET_HASH = Field.hash("secretHash");

    static final Field<Long> PREIMAGE_LENGTH = Field.number("preimageLength", MAX_PREIMAGE);

    /** The first block time at which the funds are the funder's again. */
    static final Field<Long> EXPIRY = Field.time("expiry");

    static final Field<String> STATE = Field.choice("state", OPEN, REDEEMED, REFUNDED);

    /** Of the rules that made the contract, and that settle it. */
    static final Field<String> RULES_VERSION = Field.text("rulesVersion", 32);

    static final Field<Bytes> PREIMAGE = Field.bytes("preimage", 0, MAX_PREIMAGE);

    /** Known once the contract is redeemed: what the other side of a swap waits for. */
    static final Field<Optional<Bytes>> REVEALED = Field.optional(PREIMAGE);

    /** Whether the ledger refunds the contract by itself once it has expired. */
    static final Field<Boolean> AUTO_REFUND = Field.flag("autoRefund");

    /** The other leg of a swap, if it is a contract on this ledger. */
    static final Field<Optional<Bytes>> AGAINST = Field.optional(Field.hash("against"));

    /** When the other leg of a swap expires, if it is on another ledger. */
    static final Field<Optional<Long>> AGAINST_EXPIRY = Field.optional(Field.time("againstExpiry"));

    /** How much earlier than the other leg this one must expire, in milliseconds. */
    static final Field<Long> MARGIN = Field.duration("margin");

    /** The offer that a contract fills, whose premium its funder gets. */
    static final Field<Optional<Bytes>> OFFER = Field.optional(Field.hash("offer"));

    static final Field<List<Bytes>> IDS = Field.list("ids", ID, MAX_BATCH);
    static final Field<List<Bytes>> PREIMAGES = Field.list("preimages", PREIMAGE, MAX_BATCH);

    /** Who is asked for, as a funder or as a beneficiary. */
    static final Field<Optional<String>> WITH_PARTY = Field.optional(Field.account("party"));

    static final Field<Optional<Bytes>> WITH_HASH = Field.optional(SECRET_HASH);
    static final Field<Optional<String>> WITH_STATE = Field.optional(STATE);

    /** A contract as it is kept, and as it is shown to who knows no more of it. */
    static final Schema CONTRACT = Schema.of(
            ID,
            FUNDER,
            BENEFICIARY,
            ASSET,
            AMOUNT,
            SECRET_HASH,
            PREIMAGE_LENGTH,
            EXPIRY,
            STATE,
            RULES_VERSION,
            REVEALED);

    /** A contract with all that version 1.1 knows of it. */
    static final Schema WHOLE_CONTRACT = Schema.of(
            ID,
            FUNDER,
            BENEFICIARY,
            ASSET,
            AMOUNT,
            SECRET_HASH,
            PREIMAGE_LENGTH,
            EXPIRY,
            STATE,
            RULES_VERSION,
            REVEALED,
            AUTO_REFUND,
            OFFER);

    private Terms() {}
}
