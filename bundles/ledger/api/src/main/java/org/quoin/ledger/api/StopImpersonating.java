package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Takes away the key that {@link Impersonate} gave an account, as soon as more than half of the chain's operators have signed the
 * same. A key that is the only one by now, because the account chose it so, stays.
 */
public record StopImpersonating(String account) implements OperationRecord {
    public StopImpersonating {
        Names.requireAccount(account);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "impersonate-stop";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("account", account);
    }
}
