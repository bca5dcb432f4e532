package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Moves an amount from the signer to another account. */
final class TransferOperation implements NativeOperation {
    private static final Schema FIELDS = Schema.of(
            new Field("from", FieldType.account()),
            new Field("to", FieldType.account()),
            new Field("asset", FieldType.asset()),
            new Field("amount", FieldType.amountOf("asset")));

    static final EventType TRANSFERRED = new EventType("transferred", FIELDS);

    @Override
    public OperationType type() {
        return new OperationType("transfer", 1, FIELDS);
    }

    @Override
    public void apply(Execution execution, Values values) {
        execution.move(values.text("from"), values.text("to"), values.text("asset"), values.units("amount"));

        execution.emit(TRANSFERRED, values);
    }
}
