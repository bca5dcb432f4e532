package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/** Changes the policy of the chain, as soon as more than half of its operators have signed the same. */
public record SetModulePolicy(ModulePolicy policy) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "module-policy";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("policy", policy.code());
    }
}
