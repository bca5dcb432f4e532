package org.quoin.ledger.core.execution;

import java.util.List;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.crypto.Signatures;

/** Opens an account under a free name. */
final class CreateAccountOperation implements NativeOperation {
    private static final Schema FIELDS =
            Schema.of(new Field("account", FieldType.account()), new Field("key", FieldType.key()));

    private static final OperationType TYPE = new OperationType("account-create", 1, FIELDS);

    static final EventType CREATED = new EventType("account-created", FIELDS);

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public void apply(Execution execution, Values values) {
        String account = values.text("account");
        if (execution.state().account(account) != null) {
            throw new Refusal(LedgerFailure.ACCOUNT_EXISTS, Values.of("account", account));
        }
        if (!Signatures.isSound(values.key("key"))) {
            throw new Refusal(LedgerFailure.UNSOUND_KEY, Values.of("key", values.key("key")));
        }

        AccountAllowance.take(execution);
        execution.state().addAccount(account, List.of(values.key("key")));

        execution.emit(CREATED, values);
    }
}
