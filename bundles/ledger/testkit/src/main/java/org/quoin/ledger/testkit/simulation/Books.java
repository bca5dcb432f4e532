package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/** Who has what, kept by somebody who sees only the events. */
final class Books {
    private final Map<Holding, BigInteger> balances;
    private final Map<String, BigInteger> supplies;
    private final Map<String, Long> accounts;

    Books(Rows start) {
        balances = new TreeMap<>(start.balances());
        supplies = new TreeMap<>(start.supplies());
        accounts = new TreeMap<>(start.accounts());
    }

    void enter(EventRow event) {
        Values data = CoreCapability.DESCRIPTION
                .event(event.name())
                .orElseThrow()
                .fields()
                .decode(event.data());
        switch (event.name()) {
            case "transferred" -> {
                add(data.text("from"), data.text("asset"), data.units("amount").negate());
                add(data.text("to"), data.text("asset"), data.units("amount"));
            }
            case "account-created" -> accounts.put(data.text("account"), (long) accounts.size());
            case "asset-created" -> {
                supplies.put(data.text("asset"), data.units("supply"));
                add(data.text("to"), data.text("asset"), data.units("supply"));
            }
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    Rows balance() {
        return new Rows(balances, supplies, accounts);
    }

    private void add(String account, String asset, BigInteger units) {
        BigInteger sum = balances.merge(new Holding(account, asset), units, BigInteger::add);
        if (sum.signum() == 0) {
            balances.remove(new Holding(account, asset));
        }
    }
}
