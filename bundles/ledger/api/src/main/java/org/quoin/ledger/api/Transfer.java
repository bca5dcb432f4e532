package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/** Moves an amount between two accounts; signed by the one that pays. */
public record Transfer(String from, String to, Amount amount) implements OperationRecord {
    public Transfer {
        Names.requireAccount(from);
        Names.requireAccount(to);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "transfer";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("from", from)
                .and("to", to)
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units());
    }
}
