package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Creates an asset with its whole supply in the hands of one account. The signer becomes its issuer.
 *
 * @param supply more than nothing
 */
public record CreateAsset(Amount supply, String to) implements OperationRecord {
    public CreateAsset {
        Names.requireAccount(to);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "asset-create";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", supply.asset().symbol())
                .and("decimals", (long) supply.asset().decimals())
                .and("supply", supply.units())
                .and("to", to);
    }
}
