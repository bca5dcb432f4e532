package org.quoin.ledger.core.execution;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.TableType;
import org.quoin.ledger.api.description.Values;

/** How rules become the active ones of their capability: what they must be able to read, and what begins with them. */
final class Activation {
    static final EventType ACTIVATED = new EventType("module-activated", ModuleChangedFields.SCHEMA);
    static final EventType FAILED = new EventType(
            "activation-failed",
            Schema.of(
                    new Field("name", FieldType.text(Operation.MAX_NAME)),
                    new Field("version", FieldType.text(32)),
                    new Field("sha256", FieldType.hash()),
                    new Field("code", FieldType.text(97))));

    private Activation() {}

    /**
     * Looks whether rules can go on from what the state holds, beside the rules that are active.
     *
     * @throws Refusal if they cannot
     */
    static void requireFitting(CoreReads state, ModuleId id, Description description) {
        if (!state.keeper(id.sha256()).equals(id.sha256())) {
            throw new Refusal(
                    LedgerFailure.RULES_WITHDRAWN,
                    Values.of("capability", id.capability()).and("version", id.version()));
        }
        for (TableRow row : state.tables(id.capability())) {
            boolean described = description.table(row.name()).isPresent();
            if (described && description.table(row.name()).get().keyWidth() != row.keyWidth()) {
                throw new Refusal(
                        LedgerFailure.INVALID_RULES,
                        Values.of(
                                "reason",
                                "the table " + row.name() + " has keys of "
                                        + (row.keyWidth() == 0 ? "any width" : row.keyWidth() + " bytes")
                                        + " here, and would get others; call it by another name"));
            }
            boolean former = row.follows().flatMap(description::table).isPresent();
            if (row.written() && former && !described) {
                throw new Refusal(
                        LedgerFailure.STATE_TOO_NEW,
                        Values.of("capability", id.capability())
                                .and("version", id.version())
                                .and("table", row.name()));
            }
        }
        for (Hash other : state.activeModules()) {
            requireOtherRoles(state.requireModule(other), id, description);
        }
    }

    private static void requireOtherRoles(ModuleRow active, ModuleId id, Description description) {
        if (active.id().capability().equals(id.capability())
                || description.roles().isEmpty()) {
            return;
        }
        List<String> taken = Description.decode(active.description()).roles();
        for (String role : description.roles()) {
            if (taken.contains(role)) {
                throw new Refusal(
                        LedgerFailure.ROLE_TAKEN,
                        Values.of("capability", id.capability())
                                .and("role", role)
                                .and("holder", active.id().capability()));
            }
        }
    }

    /** They fit. */
    static EventRow activate(CoreWrites state, ModuleRow module, long height, Hash transaction) {
        ModuleId id = module.id();
        Description description = Description.decode(module.description());
        state.activateModule(id, height, transaction);
        for (TableType table : description.tables()) {
            if (state.table(id.capability(), table.name()) == null) {
                state.setTable(id.capability(), new TableRow(table.name(), table.keyWidth(), table.follows(), false));
            }
        }
        state.setMigration(id.capability(), description.migrates() ? new MigrationRow(MigrationRow.MOST, 0) : null);
        return EventRow.ofLedger(ACTIVATED, ModuleChangedFields.of(id));
    }

    /** Whatever is due becomes active with the next block, if it still fits. */
    static List<EventRow> activateDue(CoreWrites state, long height) {
        List<EventRow> events = new ArrayList<>();
        for (ScheduledRow row : state.scheduledModules()) {
            if (row.at() <= height + 1) {
                ModuleRow module = state.requireModule(row.rules());
                state.unschedule(module.id().capability(), row);
                if (!row.rules().equals(state.activeModule(module.id().capability()))) {
                    events.add(activateOrNot(state, module, height, row.transaction()));
                }
            }
        }
        return events;
    }

    private static EventRow activateOrNot(CoreWrites state, ModuleRow module, long height, Hash transaction) {
        try {
            requireFitting(state, module.id(), Description.decode(module.description()));
            return activate(state, module, height, transaction);
        } catch (Refusal refusal) {
            return EventRow.ofLedger(FAILED, ModuleChangedFields.of(module.id()).and("code", refusal.code()));
        }
    }
}
