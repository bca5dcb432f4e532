package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/** Who has what, kept by somebody who sees only the events. */
public final class Books {
    private final Map<Holding, BigInteger> balances;
    private final Map<String, BigInteger> supplies;
    private final Map<String, Long> accounts;
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<Holding, BigInteger> held = new TreeMap<>();
    private final @Nullable Deployed deployed;

    Books(Rows start, @Nullable Deployed deployed) {
        this.deployed = deployed;
        balances = new TreeMap<>(start.balances());
        supplies = new TreeMap<>(start.supplies());
        accounts = new TreeMap<>(start.accounts());
    }

    void enter(EventRow event) {
        if (deployed != null && event.capability().equals(deployed.module().id().capability())) {
            Values data = deployed.module()
                    .description()
                    .event(event.name())
                    .orElseThrow()
                    .fields()
                    .decode(event.data());
            deployed.enter(event, data, this);
        } else {
            enterOwn(event);
        }
    }

    private void enterOwn(EventRow event) {
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
        Map<Holding, BigInteger> locked = new TreeMap<>();
        held.forEach((holding, units) -> {
            String owner = owners.getOrDefault(holding.account(), "?");
            if (!owner.isEmpty()) {
                locked.merge(new Holding(owner, holding.asset()), units, BigInteger::add);
            }
        });
        return new Rows(balances, supplies, accounts, owners, held, locked);
    }

    /** An agreement was opened. */
    public void open(String agreement, String owner) {
        owners.put(Rows.agreementId(agreement), owner);
    }

    public void close(String agreement) {
        owners.remove(Rows.agreementId(agreement));
    }

    /** What an account gained, or lost. */
    public void add(String account, String asset, BigInteger units) {
        change(balances, new Holding(account, asset), units);
    }

    /** What an agreement gained, or lost. */
    public void addHeld(String agreement, String asset, BigInteger units) {
        change(held, new Holding(Rows.agreementId(agreement), asset), units);
    }

    private static void change(Map<Holding, BigInteger> map, Holding holding, BigInteger units) {
        BigInteger sum = map.merge(holding, units, BigInteger::add);
        if (sum.signum() == 0) {
            map.remove(holding);
        }
    }
}
