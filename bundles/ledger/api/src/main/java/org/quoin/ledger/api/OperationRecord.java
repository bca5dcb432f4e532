package org.quoin.ledger.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.ledger.api.description.Values;

/** An operation as a client writes it: it names its schema and gives named values. */
@ConsumerType
public interface OperationRecord {
    String capability();

    String operation();

    int schema();

    Values values();

    /** The most that the capability's rules may take from the signer, an amount for each asset. */
    default List<Amount> spends() {
        return List.of();
    }
}
