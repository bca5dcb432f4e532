package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Creates an asset with its whole supply in the hands of one account; the signer is its issuer. */
final class CreateAssetOperation implements NativeOperation {
    private static final Field ASSET = new Field("asset", FieldType.asset());
    private static final Field DECIMALS = new Field("decimals", FieldType.number(Asset.MAX_DECIMALS));
    private static final Field SUPPLY = new Field("supply", FieldType.amountOf("asset"));
    private static final Field TO = new Field("to", FieldType.account());

    private static final OperationType TYPE =
            new OperationType("asset-create", 1, Schema.of(ASSET, DECIMALS, SUPPLY, TO));

    static final EventType CREATED = new EventType(
            "asset-created", Schema.of(ASSET, DECIMALS, SUPPLY, TO, new Field("issuer", FieldType.account())));

    /** Of an asset that a capability issues: its supply begins with nothing, and changes as that reports. */
    static final EventType ISSUED = new EventType(
            "asset-issued", Schema.of(ASSET, DECIMALS, new Field("capability", FieldType.text(Operation.MAX_NAME))));

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public void apply(Execution execution, Values values) {
        String symbol = values.text("asset");
        BigInteger supply = values.units("supply");
        long holder = execution.requireAccount(values.text("to"));
        if (execution.state().asset(symbol) != null) {
            throw new Refusal(LedgerFailure.ASSET_EXISTS, Values.of("asset", symbol));
        }
        if (supply.signum() == 0) {
            throw new Refusal(LedgerFailure.ZERO_AMOUNT, Values.none());
        }

        Asset asset = new Asset(symbol, (int) values.number("decimals"));
        AssetRow row = execution.state().addAsset(asset, supply, execution.signer());
        execution.state().setBalance(holder, row.ordinal(), supply);

        execution.emit(CREATED, values.and("issuer", execution.signer()));
    }
}
