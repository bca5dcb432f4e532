package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Makes a capability inactive, from the next block on; its funds and tables stay. */
final class DeactivateModuleOperation implements NativeOperation {
    static final EventType DEACTIVATED = new EventType("module-deactivated", ModuleChangedFields.SCHEMA);

    @Override
    public OperationType type() {
        return new OperationType(
                "module-deactivate", 1, Schema.of(new Field("name", FieldType.text(Operation.MAX_NAME))));
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        String name = values.text("name");
        execution.requireOperator();
        Hash active = execution.state().activeModule(name);
        if (active == null) {
            throw new Refusal(LedgerFailure.MODULE_NOT_ACTIVE, Values.of("capability", name));
        }

        if (!Approvals.areEnough(execution, type().name(), active.toArray())) {
            return;
        }
        ModuleId module = execution.state().requireModule(active).id();
        execution.state().deactivateModule(module, execution.context().height(), execution.transaction());

        execution.emit(DEACTIVATED, ModuleChangedFields.of(module));
    }
}
