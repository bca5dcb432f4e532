package org.quoin.ledger.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.ledger.api.description.Values;

/** An operation as a client writes it: it names its schema and gives named values. */
@ConsumerType
public interface OperationRecord {
    String capability();

    String operation();

    int schema();

    Values values();
}
