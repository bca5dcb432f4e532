package org.quoin.ledger.core.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Operation;

/** What a protocol version accepts as the ledger's own operations, and what it holds them to. */
record NativeRules(List<NativeOperation> operations, List<Invariant> invariants) {
    /** Of {@link CoreCapability#PROTOCOL}. */
    static final NativeRules CURRENT = new NativeRules(
            List.of(
                    new TransferOperation(),
                    new CreateAccountOperation(),
                    new RotateKeysOperation(),
                    new CreateAssetOperation(),
                    new ActivateModuleOperation(),
                    new DeactivateModuleOperation(),
                    new CancelModuleOperation(),
                    new PolicyOperation(),
                    new MoveAgreementsOperation(),
                    new GrantHostOperation(),
                    new RevokeHostOperation(),
                    new ImpersonateOperation(),
                    new StopImpersonatingOperation()),
            List.of(new SupplyIsHeld(), new LockedIsHeld(), new OnlyTheEnvelopeUsesNonces()));

    NativeRules {
        operations = List.copyOf(operations);
        invariants = List.copyOf(invariants);
    }

    @Nullable
    NativeOperation find(Operation operation) {
        for (NativeOperation candidate : operations) {
            if (candidate.type().name().equals(operation.name())
                    && candidate.type().schema() == operation.schema()) {
                return candidate;
            }
        }
        return null;
    }
}
