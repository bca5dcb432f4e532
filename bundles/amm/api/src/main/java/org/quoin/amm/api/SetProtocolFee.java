package org.quoin.amm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Names the account that gets a sixth of what pools earn, as shares. Operators of the ledger can.
 *
 * @param account null if nobody is to get it any more
 */
public record SetProtocolFee(@Nullable String account) implements OperationRecord {
    @Override
    public String capability() {
        return "amm";
    }

    @Override
    public String operation() {
        return "protocol-fee";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return account == null ? Values.none() : Values.of("account", account);
    }

    @Override
    public List<Amount> spends() {
        return List.of();
    }
}
