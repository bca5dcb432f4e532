package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.gate.LimitExceededError;
import org.quoin.ledger.core.gate.Meter;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;

/** What one transaction or step may do while it runs: read, write, move funds, emit events, refuse. */
final class Execution {
    /** In bytes, of what rules write in one transaction: keys and values, each time that they write. */
    private static final int MAX_WRITTEN = 1024 * 1024;

    /** Of one transaction, by rules. */
    private static final int MAX_EVENTS = 1_000;

    /** In bytes, of all events of one transaction, by rules. */
    private static final int MAX_EVENT_DATA = 512 * 1024;

    private final Scene scene;
    private final Hash transaction;
    private final String signer;
    private final CoreWrites state;
    private final Shared shared;
    private final Map<String, LoadedModule> touched;

    /** Of all operations of a transaction together, called ones too. */
    private static final class Shared {
        private final Meter meter;
        private final List<EventRow> events = new ArrayList<>();
        private long observersGas;
        private int room = MAX_WRITTEN;
        private int eventRoom = MAX_EVENT_DATA;

        private Shared(long gas) {
            meter = new Meter(gas);
        }
    }

    /** @param gas that its operations may use */
    Execution(Scene scene, Hash transaction, String signer, CoreWrites state, long gas) {
        this(scene, transaction, signer, state, new Shared(gas), new TreeMap<>());
    }

    /**
     * Of a step that no transaction asked for and nobody signed.
     *
     * @param id stands for that of a transaction
     */
    static Execution ofStep(Scene scene, Hash id, CoreWrites state, long gas) {
        return new Execution(scene, id, "", state, new Shared(gas), new TreeMap<>());
    }

    private Execution(
            Scene scene,
            Hash transaction,
            String signer,
            CoreWrites state,
            Shared shared,
            Map<String, LoadedModule> touched) {
        this.scene = scene;
        this.transaction = transaction;
        this.signer = signer;
        this.state = state;
        this.shared = shared;
        this.touched = touched;
    }

    /** The same transaction, writing to another overlay. */
    Execution within(Overlay inner) {
        return new Execution(scene, transaction, signer, new CoreWrites(inner), shared, touched);
    }

    /** The same transaction for rules that act beside its operations: whom they touch is theirs to answer for. */
    Execution beside() {
        return new Execution(scene, transaction, signer, state, shared, new TreeMap<>());
    }

    Scene scene() {
        return scene;
    }

    Context context() {
        return scene.context();
    }

    /** The id of the transaction. */
    Hash transaction() {
        return transaction;
    }

    String signer() {
        return signer;
    }

    CoreWrites state() {
        return state;
    }

    /** Of all its operations. */
    Meter meter() {
        return shared.meter;
    }

    List<EventRow> events() {
        return List.copyOf(shared.events);
    }

    /** These rules act in the transaction. */
    void touch(LoadedModule module) {
        touched.put(module.id().capability() + " " + module.id().sha256(), module);
    }

    /** The rules that acted, by the names of their capabilities. */
    List<LoadedModule> touched() {
        return List.copyOf(touched.values());
    }

    /** Used by who observes it. */
    void addGas(long gas) {
        shared.observersGas += gas;
    }

    /** Used by all that it came to. */
    long gas() {
        return shared.meter.used() + shared.observersGas;
    }

    /** How many events there are. */
    int mark() {
        return shared.events.size();
    }

    /** Forgets the events after so many. */
    void undo(int mark) {
        shared.events.subList(mark, shared.events.size()).clear();
    }

    /** Pays for what the ledger itself does. */
    void charge(Operation operation, long gas) {
        try {
            shared.meter.charge(gas);
        } catch (LimitExceededError e) {
            throw outOfGas(operation.capability(), operation.name(), shared.meter);
        }
    }

    static Refusal outOfGas(String capability, String operation, Meter meter) {
        return new Refusal(
                LedgerFailure.OUT_OF_GAS,
                Values.of("capability", capability).and("operation", operation).and("limit", meter.limit()));
    }

    /** @throws IllegalArgumentException if the transaction has written too much to write so many bytes more */
    void takeRoom(int bytes) {
        if (bytes > shared.room) {
            throw new IllegalArgumentException("a transaction writes at most " + MAX_WRITTEN + " bytes");
        }
        shared.room -= bytes;
    }

    /**
     * Reports what rules say.
     *
     * @throws IllegalArgumentException if the transaction has reported too much to report this too
     */
    void emit(EventRow event) {
        if (shared.events.size() == MAX_EVENTS || event.data().size() > shared.eventRoom) {
            throw new IllegalArgumentException(
                    "a transaction reports at most " + MAX_EVENTS + " events of " + MAX_EVENT_DATA + " bytes together");
        }
        shared.eventRoom -= event.data().size();
        shared.events.add(event);
    }

    /** The ordinal of an account. */
    long requireAccount(String name) {
        return state.accountOrdinal(name)
                .orElseThrow(() -> new Refusal(LedgerFailure.UNKNOWN_ACCOUNT, Values.of("account", name)));
    }

    AssetRow requireAsset(String symbol) {
        AssetRow row = state.asset(symbol);
        if (row == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_ASSET, Values.of("asset", symbol));
        }
        return row;
    }

    void requireOperator() {
        if (!state.isOperator(signer)) {
            throw new Refusal(LedgerFailure.NOT_AN_OPERATOR, Values.of("signer", signer));
        }
    }

    Holder.OfAccount holder(String account) {
        return new Holder.OfAccount(requireAccount(account));
    }

    void requireAuthority(String account) {
        if (!signer.equals(account)) {
            throw new Refusal(
                    LedgerFailure.NOT_AUTHORISED, Values.of("signer", signer).and("account", account));
        }
    }

    void requireSomething(BigInteger units) {
        if (units.signum() == 0) {
            throw new Refusal(LedgerFailure.ZERO_AMOUNT, Values.none());
        }
    }

    void requireBalance(String account, BigInteger available, AssetRow asset, BigInteger needed) {
        if (available.compareTo(needed) < 0) {
            throw new Refusal(
                    LedgerFailure.INSUFFICIENT_BALANCE,
                    Values.of("account", account)
                            .and("asset", asset.asset().symbol())
                            .and("available", available)
                            .and("needed", needed));
        }
    }

    /** Whether it may be moved, and is there, has been looked at. */
    void move(Holder from, Holder to, AssetRow asset, BigInteger units) {
        long ordinal = asset.ordinal();
        from.setBalance(state, ordinal, from.balance(state, ordinal).subtract(units));
        to.setBalance(state, ordinal, to.balance(state, ordinal).add(units));
    }

    void emit(EventType type, Values data) {
        report(EventRow.ofLedger(type, data));
    }

    /** What the ledger says is not counted. */
    void report(EventRow event) {
        shared.events.add(event);
    }
}
