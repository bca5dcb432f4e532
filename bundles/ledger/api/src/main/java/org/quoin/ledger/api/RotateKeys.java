package org.quoin.ledger.api;

import java.util.List;
import org.quoin.ledger.api.description.Values;

/**
 * Gives an account other keys in place of all that it has; only the account itself may sign it. Any one of them signs from the next transaction on, and none of the
 * former. What is signed with a former key and not ordered yet is refused.
 *
 * @param keys 1 to 16 different ones; nobody can act for the account who holds none of them
 */
public record RotateKeys(String account, List<PublicKey> keys) implements OperationRecord {
    public static final int MAX_KEYS = 16;

    public RotateKeys {
        Names.requireAccount(account);
        keys = List.copyOf(keys);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "key-rotate";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("account", account).and("keys", keys);
    }
}
