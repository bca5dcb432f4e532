package org.quoin.referral.api;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Puts an amount of the signer's into the pot, for rewards; it does not come back. */
public record FundReferral(Amount amount) implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "fund";
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
