package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Makes a capability inactive from the next block on, as soon as more than half of the chain's operators have signed the same. Its
 * funds and tables stay, and come back with it.
 *
 * @param name of the capability
 */
public record DeactivateModule(String name) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "module-deactivate";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("name", name);
    }
}
