package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Removes what is recorded of a host, as soon as more than half of the chain's operators have signed the same. It then may what a
 * host may that has no grant of its own: see {@link Ledger#hostGrant}.
 *
 * @param host its symbolic name, or {@link HostGrant#OTHERS}
 */
public record RevokeHost(String host) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "host-revoke";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("host", host);
    }
}
