package org.quoin.rules;

import org.quoin.rules.host.Host;

/** What an operation can do: look, move funds, keep agreements, report. Rows are written through their {@link Table}. */
public final class Execution extends Reading {
    Execution(Host host) {
        super(host);
    }

    /** The account that acts. */
    public String caller() {
        return host.caller();
    }

    /** 32 bytes that no other operation on any chain gets. */
    public Bytes operationId() {
        return Bytes.of(host.operationId());
    }

    /**
     * Moves funds from the caller, up to the limit that he declared, or from an open agreement; refuses as the ledger's own
     * transfer does.
     */
    public void transfer(Party from, Party to, String asset, Amount amount) {
        host.transfer(from.name(), to.name(), asset, amount.toBytes());
    }

    /**
     * Opens an agreement. It keeps these rules until it is closed, and what it holds is shown as locked among its owner's
     * funds.
     *
     * @param agreement 1 to 64 of {@code a–z 0–9 _ . -}
     */
    public void open(String agreement, String owner) {
        host.open(agreement, owner);
    }

    /** Ends an agreement, which holds nothing any more. */
    public void close(String agreement) {
        host.close(agreement);
    }

    public void emit(Event event, Values.Entry<?>... values) {
        host.emit(event.name(), event.fields().encode(Values.of(values)));
    }

    /** Reports the values of what is known that the event is described with. */
    public void emit(Event event, Values known) {
        host.emit(event.name(), event.fields().encode(known.only(event.fields())));
    }
}
