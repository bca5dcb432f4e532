package org.quoin.host.gateway;

import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.ledger.console.Fields;

/** What administrators see of the gateway and do with it. */
public interface Administration {
    ApiKeys keys();

    /** Where it answers, whom, and how much of it goes on now. */
    Fields info();
}
