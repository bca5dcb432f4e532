package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Values;

/** An event as it stands in a receipt: whose it is, and its data by the schema that its owner describes. */
public record EventRow(String capability, String name, Bytes data) {
    static EventRow ofLedger(EventType type, Values data) {
        return new EventRow(CoreCapability.NAME, type.name(), type.fields().encode(data));
    }
}
