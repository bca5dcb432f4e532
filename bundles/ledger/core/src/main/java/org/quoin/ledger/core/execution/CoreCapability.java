package org.quoin.ledger.core.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Description;

/** The ledger's own operations under the reserved name {@code ledger}; their version is the protocol's. */
public final class CoreCapability {
    public static final String NAME = "ledger";

    /** Of pipeline, codec, signatures and the operations here. */
    public static final int PROTOCOL = 1;

    private static final List<NativeOperation> OPERATIONS =
            List.of(new TransferOperation(), new CreateAccountOperation(), new CreateAssetOperation());

    public static final Description DESCRIPTION = new Description(
            NAME,
            PROTOCOL + ".0.0",
            OPERATIONS.stream().map(NativeOperation::type).toList(),
            List.of(TransferOperation.TRANSFERRED, CreateAccountOperation.CREATED, CreateAssetOperation.CREATED),
            LedgerFailure.types());

    private CoreCapability() {}

    static @Nullable NativeOperation find(Operation operation) {
        for (NativeOperation candidate : OPERATIONS) {
            if (candidate.type().name().equals(operation.name())
                    && candidate.type().schema() == operation.schema()) {
                return candidate;
            }
        }
        return null;
    }
}
