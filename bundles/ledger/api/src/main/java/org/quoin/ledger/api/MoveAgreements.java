package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Has the open agreements of faulty rules kept by other rules of the same capability, for good; signed by more than half of the
 * operators. Afterwards the faulty ones never become active again.
 *
 * @param from rules that are not active
 * @param to rules that were active once, or are
 */
public record MoveAgreements(Hash from, Hash to) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "module-move";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("from", from).and("to", to);
    }
}
