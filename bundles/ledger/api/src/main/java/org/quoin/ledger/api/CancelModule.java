package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Takes back the activation of rules that is due at a later block. A single operator of the chain can: who has doubts is heard
 * before it is too late, and the others can sign again.
 *
 * @param sha256 of the rules jar
 */
public record CancelModule(Hash sha256) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "module-cancel";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("sha256", sha256);
    }
}
