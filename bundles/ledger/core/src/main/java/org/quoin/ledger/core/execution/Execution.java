package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Values;

/** What one transaction may do while it runs: read, write, move funds, emit events, refuse. */
final class Execution {
    private final String signer;
    private final CoreWrites state;
    private final List<EventRow> events = new ArrayList<>();

    Execution(String signer, CoreWrites state) {
        this.signer = signer;
        this.state = state;
    }

    String signer() {
        return signer;
    }

    CoreWrites state() {
        return state;
    }

    List<EventRow> events() {
        return events;
    }

    AccountRow requireAccount(String name) {
        AccountRow row = state.account(name);
        if (row == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_ACCOUNT, Values.of("account", name));
        }
        return row;
    }

    AssetRow requireAsset(String symbol) {
        AssetRow row = state.asset(symbol);
        if (row == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_ASSET, Values.of("asset", symbol));
        }
        return row;
    }

    /** Only the signer's own funds can be moved. */
    void move(String from, String to, String symbol, BigInteger units) {
        AccountRow payer = requireAccount(from);
        AccountRow payee = requireAccount(to);
        if (!signer.equals(from)) {
            throw new Refusal(
                    LedgerFailure.NOT_AUTHORISED, Values.of("signer", signer).and("account", from));
        }
        AssetRow asset = requireAsset(symbol);
        if (units.signum() == 0) {
            throw new Refusal(LedgerFailure.ZERO_AMOUNT, Values.none());
        }
        BigInteger available = state.balance(payer.ordinal(), asset.ordinal());
        if (available.compareTo(units) < 0) {
            throw new Refusal(
                    LedgerFailure.INSUFFICIENT_BALANCE,
                    Values.of("account", from)
                            .and("asset", symbol)
                            .and("available", available)
                            .and("needed", units));
        }

        state.setBalance(payer.ordinal(), asset.ordinal(), available.subtract(units));
        state.setBalance(
                payee.ordinal(),
                asset.ordinal(),
                state.balance(payee.ordinal(), asset.ordinal()).add(units));
    }

    void emit(EventType type, Values data) {
        events.add(new EventRow(CoreCapability.NAME, type.name(), type.fields().encode(data)));
    }
}
