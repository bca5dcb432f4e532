package org.quoin.ledger.core.execution;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Impersonate;
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

/**
 * Gives an account a key that its owner did not choose: on development chains only. The operation carries the genesis that shows it,
 * so that whoever has the chain id can judge, a witness too.
 */
final class ImpersonateOperation implements NativeOperation {
    static final String NAME = "impersonate";

    private static final Field ACCOUNT = new Field("account", FieldType.account());
    private static final Field KEY = new Field("key", FieldType.key());
    private static final Schema FIELDS =
            Schema.of(ACCOUNT, KEY, new Field("genesis", FieldType.bytes(1, Impersonate.MAX_GENESIS)));
    private static final Schema REPORTED = Schema.of(ACCOUNT, KEY);

    static final EventType STARTED = new EventType("impersonated", REPORTED);

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
        requireDevelopment(execution, values.bytes("genesis"));
        String account = values.text("account");
        PublicKey key = values.key("key");
        long ordinal = execution.requireAccount(account);
        if (!Signatures.isSound(key)) {
            throw new Refusal(LedgerFailure.UNSOUND_KEY, Values.of("key", key));
        }
        List<PublicKey> keys = own(execution.state(), account);
        if (keys.contains(key) || keys.size() == RotateKeys.MAX_KEYS) {
            throw new Refusal(
                    LedgerFailure.INVALID_KEYS, Values.of("account", account).and("count", keys.size() + 1L));
        }
        Values reported = Values.of("account", account).and("key", key);
        if (!Approvals.areEnough(execution, NAME, REPORTED.encode(reported).toArray())) {
            return;
        }
        keys.add(key);

        execution.state().setKeys(account, ordinal, keys);
        execution.state().setImpersonation(account, key);

        execution.emit(STARTED, reported);
    }

    private static void requireDevelopment(Execution execution, Bytes genesis) {
        if (!Genesis.isForDevelopment(genesis, execution.context().chainId())) {
            throw new Refusal(LedgerFailure.NOT_DEVELOPMENT, Values.of("operation", NAME));
        }
    }

    /** The keys of an account without the one that it was given; that one too if there is no other. */
    static List<PublicKey> own(CoreReads state, String account) {
        List<PublicKey> keys = new ArrayList<>(state.requireAccount(account).keys());
        PublicKey given = state.impersonation(account);
        if (keys.size() > 1) {
            keys.remove(given);
        }
        return keys;
    }
}
