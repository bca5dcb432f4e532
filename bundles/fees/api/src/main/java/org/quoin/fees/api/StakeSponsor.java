package org.quoin.fees.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Stakes what is to let fees be free: of what it allows, there is nothing at first, and all after five days.
 *
 * @param amount of the native asset, more than zero
 */
public record StakeSponsor(Amount amount) implements OperationRecord {
    @Override
    public String capability() {
        return "fees";
    }

    @Override
    public String operation() {
        return "sponsor-stake";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", amount.asset().symbol()).and("amount", amount.units());
    }

    @Override
    public List<Amount> spends() {
        return List.of(amount);
    }
}
