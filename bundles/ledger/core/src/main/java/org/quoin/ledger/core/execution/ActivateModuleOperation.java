package org.quoin.ledger.core.execution;

import java.util.Optional;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.rules.codec.Writer;

/** Makes rules the active ones of their capability, from the next block on or from a later one. */
final class ActivateModuleOperation implements NativeOperation {
    private static final OperationType TYPE = new OperationType(
            "module-activate",
            1,
            Schema.of(
                    new Field("sha256", FieldType.hash()),
                    new Field("rules", FieldType.optional(FieldType.bytes(0, ActivateModule.MAX_RULES))),
                    new Field("at", FieldType.optional(FieldType.number(Long.MAX_VALUE)))));

    /** In characters; what a failure tells has 256 bytes. */
    private static final int MAX_REASON = 250;

    static final EventType SCHEDULED = new EventType(
            "module-scheduled",
            Schema.of(
                    new Field("name", FieldType.text(Operation.MAX_NAME)),
                    new Field("sha256", FieldType.hash()),
                    new Field("at", FieldType.number(Long.MAX_VALUE))));

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public boolean governs() {
        return true;
    }

    /** The rules jar that travels with an operation, if it is an activation that has one. */
    static Optional<Bytes> rules(Operation operation) {
        if (!operation.capability().equals(CoreCapability.NAME)
                || !operation.name().equals(TYPE.name())
                || operation.schema() != TYPE.schema()) {
            return Optional.empty();
        }
        try {
            return rules(TYPE.fields().decode(operation.body()));
        } catch (MalformedBytesException e) {
            return Optional.empty(); // its execution has refused it
        }
    }

    private static Optional<Bytes> rules(Values values) {
        return values.find("rules").map(Bytes.class::cast);
    }

    @Override
    public void apply(Execution execution, Values values) {
        Hash sha256 = values.hash("sha256");
        execution.requireOperator();
        ModuleRow known = execution.state().module(sha256);
        ModuleRow module = known != null ? known : read(sha256, rules(values), execution.scene());
        ModuleId id = module.id();
        if (sha256.equals(execution.state().activeModule(id.capability()))) {
            throw new Refusal(
                    LedgerFailure.ALREADY_ACTIVE,
                    Values.of("capability", id.capability()).and("version", id.version()));
        }

        long next = execution.context().height() + 1;
        long at = values.find("at").map(Long.class::cast).orElse(next);
        if (at < next) {
            throw new Refusal(
                    LedgerFailure.INVALID_HEIGHT, Values.of("height", at).and("next", next));
        }
        requireUnscheduled(execution, id.capability());
        Activation.requireFitting(execution.state(), id, Description.decode(module.description()));

        if (known == null) {
            execution.state().addModule(module);
        }
        boolean later = values.find("at").isPresent();
        byte[] what = new Writer(48)
                .fixed(sha256.toArray(), Hash.SIZE)
                .flag(later)
                .u64(later ? at : 0)
                .toBytes();
        if (!Approvals.areEnough(execution, TYPE.name(), what)) {
            return;
        }
        if (at > next) {
            execution.state().schedule(id.capability(), new ScheduledRow(at, sha256, execution.transaction()));
            execution.emit(
                    SCHEDULED,
                    Values.of("name", id.capability()).and("sha256", sha256).and("at", at));
        } else {
            execution.report(Activation.activate(
                    execution.state(), module, execution.context().height(), execution.transaction()));
        }
    }

    private static void requireUnscheduled(Execution execution, String capability) {
        for (ScheduledRow row : execution.state().scheduledModules()) {
            ModuleId due = execution.state().requireModule(row.rules()).id();
            if (due.capability().equals(capability)) {
                throw new Refusal(
                        LedgerFailure.ALREADY_SCHEDULED,
                        Values.of("capability", capability)
                                .and("version", due.version())
                                .and("height", row.at()));
            }
        }
    }

    private static ModuleRow read(Hash sha256, Optional<Bytes> rules, Scene scene) {
        Bytes jar = rules.orElseThrow(() -> new Refusal(LedgerFailure.UNKNOWN_RULES, Values.of("sha256", sha256)));
        if (!Hash.sha256(jar.toArray()).equals(sha256)) {
            throw invalid("their hash is another than " + sha256);
        }
        try {
            LoadedModule module = scene.modules().describe(sha256, jar);
            return new ModuleRow(
                    module.id(), scene.context().height(), module.description().encode());
        } catch (InvalidRulesException e) {
            throw invalid(e.reason());
        }
    }

    /** What jars say of themselves can be long, and hold anything. */
    private static Refusal invalid(String reason) {
        String plain = reason.replaceAll("[^ -~]", "?");
        return new Refusal(
                LedgerFailure.INVALID_RULES,
                Values.of("reason", plain.length() <= MAX_REASON ? plain : plain.substring(0, MAX_REASON) + "..."));
    }
}
