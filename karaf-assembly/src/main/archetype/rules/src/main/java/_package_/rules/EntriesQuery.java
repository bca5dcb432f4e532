package @package@.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All entries, in the order in which they were recorded. */
final class EntriesQuery extends PagedQuery {
    EntriesQuery() {
        super("entries", 1, Schema.of(), Terms.ENTRY);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Entries.page(reading, cursor, limit);
    }
}
