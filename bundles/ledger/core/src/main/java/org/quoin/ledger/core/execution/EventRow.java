package org.quoin.ledger.core.execution;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Values;

/**
 * An event as it stands in a receipt: whose it is, and its data by the schema that its owner describes.
 *
 * @param former the rules that reported it, if they keep an agreement and others are active
 */
public record EventRow(
        String capability,
        String name,
        Bytes data,
        @Nullable Hash former) {
    /** Reported by active rules. */
    public EventRow(String capability, String name, Bytes data) {
        this(capability, name, data, null);
    }

    static EventRow ofLedger(EventType type, Values data) {
        return new EventRow(CoreCapability.NAME, type.name(), type.fields().encode(data));
    }
}
