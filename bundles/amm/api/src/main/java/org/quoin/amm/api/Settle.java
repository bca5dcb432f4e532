package org.quoin.amm.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Pays all of an asset that is owed after {@linkplain SwapOpen open swaps} or {@linkplain Take loans}.
 *
 * @param most that is acceptable: if more is owed it is refused
 */
public record Settle(Amount most) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "settle";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", most.asset().symbol()).and("most", most.units());
    }

    @Override
    public List<Amount> spends() {
        return List.of(most);
    }
}
