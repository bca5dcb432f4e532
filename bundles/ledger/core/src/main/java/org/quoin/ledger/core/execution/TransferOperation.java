package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Moves an amount from the signer to another account. */
final class TransferOperation implements NativeOperation {
    static final String NAME = "transfer";

    private static final Schema FIELDS = Schema.of(
            new Field("from", FieldType.account()),
            new Field("to", FieldType.account()),
            new Field("asset", FieldType.asset()),
            new Field("amount", FieldType.amountOf("asset")));

    private static final OperationType TYPE = new OperationType(NAME, 1, FIELDS);

    static final EventType TRANSFERRED = new EventType("transferred", FIELDS);

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public void apply(Execution execution, Values values) {
        String from = values.text("from");
        BigInteger units = values.units("amount");
        Holder payer = execution.holder(from);
        Holder payee = execution.holder(values.text("to"));
        execution.requireAuthority(from);
        AssetRow asset = execution.requireAsset(values.text("asset"));
        execution.requireSomething(units);
        execution.requireBalance(from, payer.balance(execution.state(), asset.ordinal()), asset, units);

        execution.move(payer, payee, asset, units);

        execution.emit(TRANSFERRED, values);
    }
}
