package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Values;

/** What one transaction may do while it runs: read, write, move funds, emit events, refuse. */
final class Execution {
    /** In bytes, of what rules write in one transaction: keys and values, each time that they write. */
    private static final int MAX_WRITTEN = 1024 * 1024;

    /** Of one transaction, by rules. */
    private static final int MAX_EVENTS = 1_000;

    /** In bytes, of all events of one transaction, by rules. */
    private static final int MAX_EVENT_DATA = 512 * 1024;

    private final Context context;
    private final Hash transaction;
    private final String signer;
    private final CoreWrites state;
    private final List<EventRow> events = new ArrayList<>();
    private int room = MAX_WRITTEN;
    private int eventRoom = MAX_EVENT_DATA;

    Execution(Context context, Hash transaction, String signer, CoreWrites state) {
        this.context = context;
        this.transaction = transaction;
        this.signer = signer;
        this.state = state;
    }

    Context context() {
        return context;
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

    List<EventRow> events() {
        return List.copyOf(events);
    }

    /** @throws IllegalArgumentException if the transaction has written too much to write so many bytes more */
    void takeRoom(int bytes) {
        if (bytes > room) {
            throw new IllegalArgumentException("a transaction writes at most " + MAX_WRITTEN + " bytes");
        }
        room -= bytes;
    }

    /**
     * Reports what rules say.
     *
     * @throws IllegalArgumentException if the transaction has reported too much to report this too
     */
    void emit(EventRow event) {
        if (events.size() == MAX_EVENTS || event.data().size() > eventRoom) {
            throw new IllegalArgumentException(
                    "a transaction reports at most " + MAX_EVENTS + " events of " + MAX_EVENT_DATA + " bytes together");
        }
        eventRoom -= event.data().size();
        events.add(event);
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
        events.add(new EventRow(CoreCapability.NAME, type.name(), type.fields().encode(data)));
    }
}
