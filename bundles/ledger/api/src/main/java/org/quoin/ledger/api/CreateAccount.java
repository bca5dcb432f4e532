package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/** Opens an account under a free name; any existing account may sign it. */
public record CreateAccount(String account, PublicKey key) implements OperationRecord {
    public CreateAccount {
        Names.requireAccount(account);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "account-create";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("account", account).and("key", key);
    }
}
