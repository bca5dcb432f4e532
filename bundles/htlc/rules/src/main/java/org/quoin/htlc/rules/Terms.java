package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;

/** What a contract consists of. */
final class Terms {
    /** In bytes: what a stack element of Bitcoin's script holds, so the longest preimage that every ledger can take. */
    static final int MAX_PREIMAGE = 520;

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

    /** A contract as it is kept and as it is shown. */
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

    private Terms() {}
}
