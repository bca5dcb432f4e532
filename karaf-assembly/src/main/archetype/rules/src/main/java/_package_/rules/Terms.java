package @package@.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;

/** What an entry consists of, and what is paid for one. */
final class Terms {
    /** In bytes of UTF-8: every node keeps it for ever, so it is a line and not the document. */
    static final int MAX_TITLE = 80;

    /** SHA-256 of the document. */
    static final Field<Bytes> DIGEST = Field.hash("digest");

    static final Field<String> TITLE = Field.text("title", MAX_TITLE);

    /** Who recorded it. */
    static final Field<String> OWNER = Field.account("owner");

    /** The time of its block. */
    static final Field<Long> RECORDED_AT = Field.time("recordedAt");

    static final Field<String> GIVER = Field.account("giver");
    static final Field<String> ASSET = Field.asset("asset");
    static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);

    /** An entry as it is kept and as it is shown. */
    static final Schema ENTRY = Schema.of(DIGEST, TITLE, OWNER, RECORDED_AT);

    private Terms() {}
}
