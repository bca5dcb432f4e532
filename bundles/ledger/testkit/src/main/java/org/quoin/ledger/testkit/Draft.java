package org.quoin.ledger.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;

/** A transaction before it is signed: as a client would make it, and then with any part of it as the test wants it. */
public record Draft(
        Hash chainId,
        String account,
        Signer signer,
        int lane,
        long sequence,
        Instant validUntil,
        List<Operation> operations,
        FeeTerms fee) {
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    /** With the next nonce of lane 0, valid for a minute. */
    static Draft of(Ledger ledger, Person person, OperationRecord... operations) {
        return new Draft(
                ledger.info().chainId(),
                person.name(),
                person.signer(),
                0,
                ledger.nextSequence(person.name(), 0),
                ledger.now().plus(VALIDITY),
                Arrays.stream(operations)
                        .map(operation -> ledger.description(operation.capability())
                                .orElseThrow()
                                .encode(operation))
                        .toList(),
                FeeTerms.NONE);
    }

    public Draft onChain(Hash other) {
        return new Draft(other, account, signer, lane, sequence, validUntil, operations, fee);
    }

    public Draft by(String other) {
        return new Draft(chainId, other, signer, lane, sequence, validUntil, operations, fee);
    }

    public Draft signedBy(Signer other) {
        return new Draft(chainId, account, other, lane, sequence, validUntil, operations, fee);
    }

    public Draft nonce(int otherLane, long other) {
        return new Draft(chainId, account, signer, otherLane, other, validUntil, operations, fee);
    }

    public Draft validUntil(Instant other) {
        return new Draft(chainId, account, signer, lane, sequence, other, operations, fee);
    }

    public Draft doing(Operation... others) {
        return new Draft(chainId, account, signer, lane, sequence, validUntil, List.of(others), fee);
    }

    public Draft offering(FeeTerms other) {
        return new Draft(chainId, account, signer, lane, sequence, validUntil, operations, other);
    }

    public SignedTransaction sign() {
        return transaction().sign(signer);
    }

    public Transaction transaction() {
        return new Transaction(chainId, account, lane, sequence, validUntil, operations, signer.publicKey(), fee);
    }
}
