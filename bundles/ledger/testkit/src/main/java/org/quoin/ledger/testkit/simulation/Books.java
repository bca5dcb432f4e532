package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/** Who has what, and which rules are active, kept by somebody who sees only the events. */
public final class Books {
    private final Map<Holding, BigInteger> balances;
    private final Map<String, BigInteger> supplies;
    private final Map<String, Long> accounts;
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<Holding, BigInteger> held = new TreeMap<>();
    private final Map<String, String> active;
    private final Map<String, String> scheduled = new TreeMap<>();
    private final Set<String> migrating;
    private final Map<String, String> keepers = new TreeMap<>();

    private final Map<String, Deployed> deployed = new TreeMap<>();
    private final Library library;

    /** The rules of the block, by capability: what is activated in a block acts from the next one on. */
    private Map<String, String> acting;

    /** The hash of the rules that reported the event which is being entered. */
    private String reporter = "";

    Books(Rows start, List<Deployed> deployed, Library library) {
        this.library = library;
        deployed.forEach(each -> this.deployed.put(each.module().id().capability(), each));
        balances = new TreeMap<>(start.balances());
        supplies = new TreeMap<>(start.supplies());
        accounts = new TreeMap<>(start.accounts());
        active = new TreeMap<>(start.active());
        migrating = new TreeSet<>(start.migrating());
        acting = Map.copyOf(active);
    }

    /** Another block begins. */
    void begin() {
        acting = Map.copyOf(active);
    }

    void enter(EventRow event) {
        Deployed owner = deployed.get(event.capability());
        if (owner == null) {
            enterOwn(event);
            return;
        }
        Hash former = event.former();
        reporter = former == null ? acting.getOrDefault(event.capability(), "") : former.toHex();
        Values data = library.module(reporter)
                .description()
                .event(event.name())
                .orElseThrow()
                .fields()
                .decode(event.data());
        owner.enter(event, data, this);
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
            case "fee-paid" -> payFee(data);
            case "account-created" -> accounts.put(data.text("account"), (long) accounts.size());
            case "asset-created" -> {
                supplies.put(data.text("asset"), data.units("supply"));
                add(data.text("to"), data.text("asset"), data.units("supply"));
            }
            case "asset-issued" -> supplies.put(data.text("asset"), BigInteger.ZERO);
            case "module-activated" ->
                activate(data.text("name"), data.hash("sha256").toHex());
            case "module-deactivated" -> active.remove(data.text("name"));
            case "module-scheduled" ->
                scheduled.put(
                        data.text("name"),
                        data.number("at") + " " + data.hash("sha256").toHex());
            case "module-cancelled", "activation-failed" -> scheduled.remove(data.text("name"));
            case "rows-rewritten" ->
                require(migrating.remove(data.text("name")), "rows came over of which none was left to");
            case "rewriting-stopped", "hook-failed" -> {} // nothing is otherwise than before
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    private void activate(String capability, String rules) {
        active.put(capability, rules);
        scheduled.remove(capability);
        if (library.module(rules).description().migrates()) {
            migrating.add(capability);
        } else {
            migrating.remove(capability);
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
        Map<String, Long> kept = new TreeMap<>();
        keepers.values().forEach(rules -> kept.merge(rules, 1L, Long::sum));
        return new Rows(
                balances, supplies, accounts, owners, held, locked, active, scheduled, migrating, keepers, kept);
    }

    /** The rules that reported the event. */
    public LoadedModule reporter() {
        return library.module(reporter);
    }

    /** An agreement was opened; it stays with the rules that opened it. */
    public void open(String agreement, String owner) {
        owners.put(Rows.agreementId(agreement), owner);
        keepers.put(Rows.agreementId(agreement), reporter);
    }

    public void close(String agreement) {
        owners.remove(Rows.agreementId(agreement));
        keepers.remove(Rows.agreementId(agreement));
    }

    /**
     * An operation was about an agreement.
     *
     * @throws AssertionError if others than the rules that opened it executed that
     */
    public void requireKept(String agreement) {
        require(
                reporter.equals(keepers.get(Rows.agreementId(agreement))),
                agreement + " was not executed by the rules that opened it");
    }

    /** What an account gained, or lost. */
    public void add(String account, String asset, BigInteger units) {
        change(balances, new Holding(account, asset), units);
    }

    /** What the supply of an asset gained, or lost: who has it is told beside. */
    public void addSupply(String asset, BigInteger units) {
        supplies.merge(asset, units, BigInteger::add);
    }

    /** What an agreement has by now. */
    public BigInteger held(String agreement, String asset) {
        return held.getOrDefault(new Holding(Rows.agreementId(agreement), asset), BigInteger.ZERO);
    }

    private void payFee(Values fee) {
        String asset = fee.text("asset");
        String payer = fee.text("payer");
        BigInteger paid = fee.units("burnt").add(fee.units("treasury")).add(fee.units("tip"));
        if (payer.contains(":")) {
            addHeld(payer, asset, paid.negate());
        } else {
            add(payer, asset, paid.negate());
        }
        add(fee.text("treasuryAccount"), asset, fee.units("treasury"));
        add(fee.text("tipAccount"), asset, fee.units("tip"));
        supplies.merge(asset, fee.units("burnt").negate(), BigInteger::add);
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

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
