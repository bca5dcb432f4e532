package @package@.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Every entry that was made: they never change. */
final class Entries {
    private static final Field<Long> ORDINAL = Field.number("ordinal", Long.MAX_VALUE);
    private static final String RECORDED = "recorded";

    static final Table<Bytes, Values> BY_DIGEST = new Table<>("entries", Terms.DIGEST, Terms.ENTRY);

    static final OrderedTable<Long, Bytes> IN_ORDER =
            new OrderedTable<>("entries-in-order", Long.BYTES, ORDINAL, Terms.DIGEST);

    static final Table<String, Long> COUNTS = new Table<>("counts", Field.text("name", 32), ORDINAL);

    private Entries() {}

    /** The entry, or a refusal if there is none. */
    static Values find(Reading reading, Bytes digest) {
        return BY_DIGEST
                .find(reading, digest)
                .orElseThrow(() -> reading.refuse(Failures.UNKNOWN_ENTRY, Terms.DIGEST.is(digest)));
    }

    static void add(Execution execution, Values entry) {
        Bytes digest = entry.get(Terms.DIGEST);
        long ordinal = COUNTS.find(execution, RECORDED).orElse(0L);

        BY_DIGEST.put(execution, digest, entry);
        IN_ORDER.put(execution, ordinal, digest);
        COUNTS.put(execution, RECORDED, ordinal + 1);
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<Bytes> digests = IN_ORDER.slice(reading, 0L, cursor, limit);
        List<Values> entries = new ArrayList<>();
        for (Bytes digest : digests.rows()) {
            entries.add(find(reading, digest));
        }
        return new Page(entries, digests.next());
    }
}
