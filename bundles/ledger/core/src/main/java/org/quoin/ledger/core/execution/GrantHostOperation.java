package org.quoin.ledger.core.execution;

import java.util.List;
import java.util.OptionalLong;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Records what a host may do. Nodes hold it to that at their doors: no block depends on it. */
final class GrantHostOperation implements NativeOperation {
    private static final FieldType QUOTA = FieldType.optional(FieldType.number(HostGrant.MAX_QUOTA));
    private static final Schema FIELDS = Schema.of(
            new Field("host", FieldType.text(HostGrant.MAX_HOST)),
            new Field("capabilities", FieldType.listOf(FieldType.text(Operation.MAX_NAME), HostGrant.MAX_CAPABILITIES)),
            new Field("transactions", QUOTA),
            new Field("bytes", QUOTA));

    static final EventType GRANTED = new EventType("host-granted", FIELDS);

    @Override
    public OperationType type() {
        return new OperationType("host-grant", 1, FIELDS);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        execution.requireOperator();
        HostGrant grant = grant(values);
        if (grant.equals(execution.state().recordedGrant(grant.host()))) {
            throw new Refusal(LedgerFailure.ALREADY_GRANTED, Values.of("host", grant.host()));
        }
        Values sorted = new GrantHost(grant).values();
        if (!Approvals.areEnough(execution, type().name(), FIELDS.encode(sorted).toArray())) {
            return;
        }
        execution.state().setHostGrant(grant);

        execution.emit(GRANTED, sorted);
    }

    private static HostGrant grant(Values values) {
        try {
            List<String> capabilities =
                    values.list("capabilities").stream().map(String.class::cast).toList();
            return new HostGrant(
                    values.text("host"), capabilities, quota(values, "transactions"), quota(values, "bytes"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(LedgerFailure.INVALID_GRANT, Values.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private static OptionalLong quota(Values values, String name) {
        return values.find(name).isPresent() ? OptionalLong.of(values.number(name)) : OptionalLong.empty();
    }
}
