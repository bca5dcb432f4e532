package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.rules.codec.Writer;

/**
 * Has the open agreements of faulty rules kept by other rules of the capability from then on. It cannot be undone, and rules
 * that agreements were moved away from never become active again.
 */
final class MoveAgreementsOperation implements NativeOperation {
    private static final Schema FIELDS =
            Schema.of(new Field("from", FieldType.hash()), new Field("to", FieldType.hash()));

    static final EventType MOVED = new EventType(
            "agreements-moved",
            Schema.of(
                    new Field("from", FieldType.hash()),
                    new Field("to", FieldType.hash()),
                    new Field("agreements", FieldType.number(Long.MAX_VALUE))));

    @Override
    public OperationType type() {
        return new OperationType("module-move", 1, FIELDS);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        execution.requireOperator();
        CoreWrites state = execution.state();
        ModuleRow from = require(state, values.hash("from"));
        ModuleRow to = require(state, values.hash("to"));
        requireMovable(state, from.id(), to);

        byte[] what = new Writer(64)
                .fixed(from.id().sha256().toArray(), Hash.SIZE)
                .fixed(to.id().sha256().toArray(), Hash.SIZE)
                .toBytes();
        if (!Approvals.areEnough(execution, type().name(), what)) {
            return;
        }
        long agreements = state.openAgreements(from.id().sha256());
        state.moveAgreements(from.id().sha256(), to.id().sha256());

        execution.emit(MOVED, values.and("agreements", agreements));
    }

    private static ModuleRow require(CoreReads state, Hash rules) {
        ModuleRow row = state.module(rules);
        if (row == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_RULES, Values.of("sha256", rules));
        }
        return row;
    }

    private static void requireMovable(CoreReads state, ModuleId from, ModuleRow to) {
        boolean other = !from.capability().equals(to.id().capability()) || from.equals(to.id());
        if (other || from.sha256().equals(state.activeModule(from.capability()))) {
            throw new Refusal(
                    LedgerFailure.NOT_MOVABLE,
                    Values.of("capability", from.capability()).and("version", from.version()));
        }
        requireNotWithdrawn(state, from);
        Activation.requireFitting(state, to.id(), Description.decode(to.description()));
    }

    private static void requireNotWithdrawn(CoreReads state, ModuleId from) {
        if (!state.keeper(from.sha256()).equals(from.sha256())) {
            throw new Refusal(
                    LedgerFailure.RULES_WITHDRAWN,
                    Values.of("capability", from.capability()).and("version", from.version()));
        }
    }
}
