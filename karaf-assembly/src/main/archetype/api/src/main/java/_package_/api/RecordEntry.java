package @package@.api;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Records a document.
 *
 * @param owner the account that signs: on the wire it is the transaction's
 * @param digest SHA-256 of the document
 * @param title 1 to 80 bytes of UTF-8
 */
public record RecordEntry(String owner, Hash digest, String title) implements OperationRecord {
    public RecordEntry {
        Names.requireAccount(owner);
    }

    @Override
    public String capability() {
        return "@name@";
    }

    @Override
    public String operation() {
        return "record";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("digest", digest).and("title", title);
    }
}
