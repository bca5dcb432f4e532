package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Records what a host may do, in the place of what was recorded of it before, as soon as more than half of the chain's operators
 * have signed the same.
 */
public record GrantHost(HostGrant grant) implements OperationRecord {
    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "host-grant";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        Values values = Values.of("host", grant.host()).and("capabilities", grant.capabilities());
        if (grant.transactions().isPresent()) {
            values = values.and("transactions", grant.transactions().getAsLong());
        }
        if (grant.bytes().isPresent()) {
            values = values.and("bytes", grant.bytes().getAsLong());
        }
        return values;
    }
}
