package org.quoin.ledger.core.execution;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * A failure as it stands in a receipt: whose code it is, and its values by the schema that the code's owner describes.
 *
 * @param former the rules that refused, if they keep an agreement and others are active
 */
public record FailureRow(
        String capability,
        String code,
        Bytes values,
        @Nullable Hash former) {
    /** Of active rules, or of the ledger itself. */
    public FailureRow(String capability, String code, Bytes values) {
        this(capability, code, values, null);
    }
}
