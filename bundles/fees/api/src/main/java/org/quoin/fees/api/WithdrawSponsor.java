package org.quoin.fees.api;

import java.util.Locale;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Pays back what the signer has deposited, or what he has taken out of his stake.
 *
 * @param from which of both
 * @param amount of the native asset, more than zero
 */
public record WithdrawSponsor(WithdrawSponsor.From from, Amount amount) implements OperationRecord {
    @Override
    public String capability() {
        return "fees";
    }

    @Override
    public String operation() {
        return "sponsor-withdraw";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("from", from.name().toLowerCase(Locale.ROOT))
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units());
    }

    /** Where it is taken from. */
    public enum From {
        DEPOSIT,
        STAKE
    }
}
