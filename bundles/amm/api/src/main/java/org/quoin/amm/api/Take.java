package org.quoin.amm.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes an amount out of what all pools have. What is not due to the account it owes from then on, and has to {@link Settle} within the
 * same transaction: a loan that costs nothing.
 */
public record Take(Amount amount) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "take";
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
        return List.of();
    }
}
