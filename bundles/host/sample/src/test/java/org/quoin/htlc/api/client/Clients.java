package org.quoin.htlc.api.client;

import org.quoin.htlc.api.Htlc;
import org.quoin.ledger.api.Ledger;

/** The contract's own client, without the framework in which it is a service. */
public final class Clients {
    private Clients() {}

    public static Htlc of(Ledger ledger) {
        return new HtlcClient(ledger);
    }
}
