package org.quoin.amm.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes all of an asset that is due after {@linkplain SwapOpen open swaps}.
 *
 * @param least that is acceptable: with less it is refused
 */
public record TakeAll(Amount least) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "take-all";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", least.asset().symbol()).and("least", least.units());
    }

    @Override
    public List<Amount> spends() {
        return List.of();
    }
}
