package org.quoin.ledger.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.quoin.ledger.api.description.Description;

/**
 * Turns operations into signed transactions of a ledger: encodes them by their description, takes the next nonce of lane 0,
 * and gives them a minute to be ordered.
 */
public final class LedgerClient {
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private final Ledger ledger;

    public LedgerClient(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Builds and signs a transaction without submitting it.
     *
     * @param account the account that acts
     * @throws IllegalArgumentException if an operation does not fit its description, or its capability is not active
     */
    public SignedTransaction sign(String account, Signer signer, OperationRecord... operations) {
        List<Operation> encoded = new ArrayList<>();
        for (OperationRecord operation : operations) {
            encoded.add(describe(operation.capability()).encode(operation));
        }
        return new Transaction(
                        ledger.info().chainId(),
                        account,
                        0,
                        ledger.nextSequence(account, 0),
                        ledger.now().plus(VALIDITY),
                        encoded,
                        signer.publicKey())
                .sign(signer);
    }

    /**
     * Builds, signs and submits a transaction.
     *
     * @return as {@link Ledger#submit}
     * @throws IllegalArgumentException as {@link #sign}
     */
    public CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord... operations) {
        return ledger.submit(sign(account, signer, operations).encode());
    }

    private Description describe(String capability) {
        return ledger.description(capability)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the capability '" + capability + "' is not active: deploy it, then try again"));
    }
}
