package org.quoin.ledger.core.execution;

import java.util.List;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Description;

/** The ledger's own operations under the reserved name {@code ledger}; their version is the protocol's. */
public final class CoreCapability {
    public static final String NAME = "ledger";

    /** Of pipeline, codec, signatures and the operations here. */
    public static final int PROTOCOL = 1;

    public static final Description DESCRIPTION = new Description(
            NativeRules.CURRENT.operations().stream().map(NativeOperation::type).toList(),
            List.of(),
            List.of(
                    TransferOperation.TRANSFERRED,
                    CreateAccountOperation.CREATED,
                    RotateKeysOperation.ROTATED,
                    CreateAssetOperation.CREATED,
                    Activation.ACTIVATED,
                    Activation.FAILED,
                    ActivateModuleOperation.SCHEDULED,
                    DeactivateModuleOperation.DEACTIVATED,
                    CancelModuleOperation.CANCELLED,
                    PolicyOperation.CHANGED,
                    MoveAgreementsOperation.MOVED,
                    BlockSteps.HOOK_FAILED,
                    MigrationRow.ENDED,
                    MigrationRow.STOPPED,
                    GrantHostOperation.GRANTED,
                    RevokeHostOperation.REVOKED,
                    ImpersonateOperation.STARTED,
                    StopImpersonatingOperation.STOPPED,
                    Approvals.APPROVED,
                    Fee.PAID,
                    CreateAssetOperation.ISSUED),
            LedgerFailure.types(),
            List.of(),
            List.of());

    private CoreCapability() {}
}
