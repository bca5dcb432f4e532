package org.quoin.ledger.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.crypto.Ed25519Signer;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** A chain on which Alice and Bob have 1,000 QUO each, and what they sign. */
public final class Samples {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Asset QUO = new Asset("QUO", 2);
    public static final Signer ALICE = signer("alice");
    public static final Signer BOB = signer("bob");
    public static final Genesis GENESIS = new Genesis(
            true,
            START,
            List.of(new Genesis.Founder("alice", ALICE.publicKey()), new Genesis.Founder("bob", BOB.publicKey())),
            List.of("alice"),
            List.of(new Genesis.Endowment(
                    QUO,
                    "alice",
                    List.of(
                            new Genesis.Share("alice", quo("1000").units()),
                            new Genesis.Share("bob", quo("1000").units())))));

    private Samples() {}

    public static Signer signer(String name) {
        return new Ed25519Signer(
                Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toArray());
    }

    public static Amount quo(String amount) {
        return Amount.parse(amount, QUO);
    }

    /** Alice pays Bob one QUO. */
    public static VerifiedTransaction pay(int lane, long sequence) {
        return signed(ALICE, "alice", lane, sequence, new Transfer("alice", "bob", quo("1")));
    }

    public static VerifiedTransaction signed(
            Signer signer, String account, int lane, long sequence, OperationRecord... operations) {
        return signed(
                signer,
                account,
                lane,
                sequence,
                Arrays.stream(operations)
                        .map(CoreCapability.DESCRIPTION::encode)
                        .toArray(Operation[]::new));
    }

    public static VerifiedTransaction signed(
            Signer signer, String account, int lane, long sequence, Operation... operations) {
        return verified(
                new Transaction(
                        GENESIS.chainId(),
                        account,
                        lane,
                        sequence,
                        START.plusSeconds(60),
                        List.of(operations),
                        signer.publicKey()),
                signer);
    }

    /** Its body is {@code size} zero bytes, and no capability takes it. */
    public static VerifiedTransaction ofSize(long sequence, int size) {
        return signed(ALICE, "alice", 0, sequence, new Operation("none", "none", 1, Bytes.of(new byte[size])));
    }

    private static VerifiedTransaction verified(Transaction transaction, Signer signer) {
        return VerifiedTransaction.verify(transaction.sign(signer)).orElseThrow();
    }
}
