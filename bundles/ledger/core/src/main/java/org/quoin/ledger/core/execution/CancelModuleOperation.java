package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Takes back an activation that is due. */
final class CancelModuleOperation implements NativeOperation {
    static final EventType CANCELLED = new EventType("module-cancelled", ModuleChangedFields.SCHEMA);

    @Override
    public OperationType type() {
        return new OperationType("module-cancel", 1, Schema.of(new Field("sha256", FieldType.hash())));
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        Hash sha256 = values.hash("sha256");
        execution.requireOperator();
        ScheduledRow due = execution.state().scheduledModules().stream()
                .filter(row -> row.rules().equals(sha256))
                .findFirst()
                .orElseThrow(() -> new Refusal(LedgerFailure.NOT_SCHEDULED, Values.of("sha256", sha256)));

        ModuleId module = execution.state().requireModule(sha256).id();
        execution.state().unschedule(module.capability(), due);

        execution.emit(CANCELLED, ModuleChangedFields.of(module));
    }
}
