package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Removes what is recorded of a host. */
final class RevokeHostOperation implements NativeOperation {
    private static final Schema FIELDS = Schema.of(new Field("host", FieldType.text(HostGrant.MAX_HOST)));

    static final EventType REVOKED = new EventType("host-revoked", FIELDS);

    @Override
    public OperationType type() {
        return new OperationType("host-revoke", 1, FIELDS);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        execution.requireOperator();
        String host = values.text("host");
        if (execution.state().recordedGrant(host) == null) {
            throw new Refusal(LedgerFailure.NOTHING_GRANTED, Values.of("host", host));
        }
        if (!Approvals.areEnough(execution, type().name(), FIELDS.encode(values).toArray())) {
            return;
        }
        execution.state().removeHostGrant(host);

        execution.emit(REVOKED, values);
    }
}
