package org.quoin.ledger.core.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;

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

    /** Whether a transaction does nothing but what operators govern the chain with. */
    boolean onlyGoverns(Transaction transaction) {
        for (Operation operation : transaction.operations()) {
            NativeOperation handler = operation.capability().equals(CoreCapability.NAME) ? find(operation) : null;
            if (handler == null || !handler.governs()) {
                return false;
            }
        }
        return true;
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
