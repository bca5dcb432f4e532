package org.quoin.ledger.testkit.soak;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** An operation of the capability that is there to be upgraded. */
record FixtureRequest(String capability, String operation, Values values, List<Amount> spends)
        implements OperationRecord {
    @Override
    public int schema() {
        return 1;
    }
}
