package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Takes away the key that an account was given. */
final class StopImpersonatingOperation implements NativeOperation {
    static final String NAME = "impersonate-stop";

    private static final Field ACCOUNT = new Field("account", FieldType.account());
    private static final Schema FIELDS = Schema.of(ACCOUNT);

    static final EventType STOPPED =
            new EventType("impersonation-stopped", Schema.of(ACCOUNT, new Field("key", FieldType.key())));

    @Override
    public OperationType type() {
        return new OperationType(NAME, 1, FIELDS);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public void apply(Execution execution, Values values) {
        execution.requireOperator();
        String account = values.text("account");
        long ordinal = execution.requireAccount(account);
        PublicKey given = execution.state().impersonation(account);
        if (given == null) {
            throw new Refusal(LedgerFailure.NOT_IMPERSONATED, values);
        }
        // With the key: what was approved of one impersonation does not count for the next.
        Values reported = Values.of("account", account).and("key", given);
        if (!Approvals.areEnough(
                execution, NAME, STOPPED.fields().encode(reported).toArray())) {
            return;
        }

        execution.state().setKeys(account, ordinal, ImpersonateOperation.own(execution.state(), account));
        execution.state().setImpersonation(account, null);

        execution.emit(STOPPED, reported);
    }
}
