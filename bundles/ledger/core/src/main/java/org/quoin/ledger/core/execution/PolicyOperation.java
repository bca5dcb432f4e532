package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Changes who brings new versions of rules onto the chain. */
final class PolicyOperation implements NativeOperation {
    private static final List<String> POLICIES =
            Arrays.stream(ModulePolicy.values()).map(ModulePolicy::code).toList();
    private static final Schema FIELDS = Schema.of(new Field("policy", FieldType.choice(POLICIES)));

    static final EventType CHANGED = new EventType("module-policy-changed", FIELDS);

    @Override
    public OperationType type() {
        return new OperationType("module-policy", 1, FIELDS);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        String policy = values.text("policy");
        if (!Approvals.areEnough(execution, type().name(), policy.getBytes(StandardCharsets.US_ASCII))) {
            return;
        }
        execution.state().setModulePolicy(ModulePolicy.ofCode(policy));

        execution.emit(CHANGED, values);
    }
}
