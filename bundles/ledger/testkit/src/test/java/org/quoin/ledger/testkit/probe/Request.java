package org.quoin.ledger.testkit.probe;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** An operation of any capability. */
public record Request(String capability, String operation, Values values, List<Amount> spends)
        implements OperationRecord {
    public static Request of(String capability, String operation, Values values, Amount... spends) {
        return new Request(capability, operation, values, List.of(spends));
    }

    @Override
    public int schema() {
        return 1;
    }
}
