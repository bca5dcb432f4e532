package org.quoin.fees.api;

import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes an amount out of the signer's stake; it can be withdrawn after five days.
 *
 * @param amount of the native asset, more than zero
 */
public record UnstakeSponsor(Amount amount) implements OperationRecord {
    @Override
    public String capability() {
        return "fees";
    }

    @Override
    public String operation() {
        return "sponsor-unstake";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", amount.asset().symbol()).and("amount", amount.units());
    }
}
