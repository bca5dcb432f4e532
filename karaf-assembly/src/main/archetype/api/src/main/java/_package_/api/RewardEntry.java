package @package@.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Pays the owner of a document.
 *
 * @param giver the account that signs: on the wire it is the transaction's
 * @param digest SHA-256 of the document
 */
public record RewardEntry(String giver, Hash digest, Amount amount) implements OperationRecord {
    public RewardEntry {
        Names.requireAccount(giver);
    }

    @Override
    public String capability() {
        return "@name@";
    }

    @Override
    public String operation() {
        return "reward";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("digest", digest).and("asset", amount.asset().symbol()).and("amount", amount.units());
    }

    /** The rules cannot move more than this, whatever they do. */
    @Override
    public List<Amount> spends() {
        return List.of(amount);
    }
}
