package @package@.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One entry by its digest. */
final class EntryQuery extends Query {
    EntryQuery() {
        super("entry", 1, Schema.of(Terms.DIGEST), Terms.ENTRY);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Entries.find(reading, input.get(Terms.DIGEST));
    }
}
