package org.quoin.ledger.core.execution;

import java.util.List;
import java.util.Set;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.crypto.Signatures;

/** Replaces all keys of an account. */
final class RotateKeysOperation implements NativeOperation {
    static final String NAME = "key-rotate";

    private static final Schema FIELDS = Schema.of(
            new Field("account", FieldType.account()),
            new Field("keys", FieldType.listOf(FieldType.key(), RotateKeys.MAX_KEYS)));

    static final EventType ROTATED = new EventType("key-rotated", FIELDS);

    @Override
    public OperationType type() {
        return new OperationType(NAME, 1, FIELDS);
    }

    @Override
    public void apply(Execution execution, Values values) {
        String account = values.text("account");
        List<PublicKey> keys =
                values.list("keys").stream().map(PublicKey.class::cast).toList();
        long ordinal = execution.requireAccount(account);
        execution.requireAuthority(account);
        if (keys.isEmpty() || Set.copyOf(keys).size() < keys.size()) {
            throw new Refusal(
                    LedgerFailure.INVALID_KEYS, Values.of("account", account).and("count", (long) keys.size()));
        }
        for (PublicKey key : keys) {
            if (!Signatures.isSound(key)) {
                throw new Refusal(LedgerFailure.UNSOUND_KEY, Values.of("key", key));
            }
        }

        execution.state().setKeys(account, ordinal, keys);

        execution.emit(ROTATED, values);
    }
}
