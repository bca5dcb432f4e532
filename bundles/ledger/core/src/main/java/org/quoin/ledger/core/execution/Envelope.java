package org.quoin.ledger.core.execution;

import java.time.Duration;
import java.time.Instant;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;

/**
 * What must hold of a transaction before its operations count: right chain, right time, a key of the signer, the next nonce.
 * It is looked at twice: at the door, where the answer is a courtesy, and in the block, where it decides.
 */
public final class Envelope {
    /** How far ahead {@code validUntil} may lie. */
    public static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

    private Envelope() {}

    /** Looks at what does not depend on the state. */
    public static void requireChainAndTime(Transaction transaction, Hash chainId, Instant time) {
        if (!transaction.chainId().equals(chainId)) {
            throw new Refusal(
                    LedgerFailure.WRONG_CHAIN,
                    Values.of("actual", transaction.chainId()).and("expected", chainId));
        }
        if (transaction.validUntil().isBefore(time)) {
            throw new Refusal(
                    LedgerFailure.EXPIRED,
                    Values.of("validUntil", transaction.validUntil()).and("time", time));
        }
        if (transaction.validUntil().isAfter(time.plus(LONGEST_VALIDITY))) {
            throw new Refusal(
                    LedgerFailure.VALIDITY_TOO_LONG,
                    Values.of("validUntil", transaction.validUntil()).and("latest", time.plus(LONGEST_VALIDITY)));
        }
    }

    /** The signer's ordinal, if the transaction's key is one of his now. */
    public static long requireSigner(Transaction transaction, CoreReads state) {
        byte[] signer = state.accountRow(transaction.signer());
        if (signer == null) {
            throw new Refusal(LedgerFailure.UNKNOWN_ACCOUNT, Values.of("account", transaction.signer()));
        }
        if (!AccountRow.hasKey(signer, transaction.key())) {
            throw new Refusal(
                    LedgerFailure.KEY_NOT_AUTHORISED,
                    Values.of("account", transaction.signer()).and("key", transaction.key()));
        }
        return AccountRow.ordinal(signer);
    }

    /** Whether other keys may sign for its signer once it is executed. */
    public static boolean changesKeys(Transaction transaction) {
        return has(transaction, RotateKeysOperation.NAME) || changesKeysOfOthers(transaction);
    }

    /** Whether other keys may sign for anybody once it is executed. */
    public static boolean changesKeysOfOthers(Transaction transaction) {
        return has(transaction, ImpersonateOperation.NAME) || has(transaction, StopImpersonatingOperation.NAME);
    }

    private static boolean has(Transaction transaction, String name) {
        return transaction.operations().stream()
                .anyMatch(operation -> operation.capability().equals(CoreCapability.NAME)
                        && operation.name().equals(name));
    }

    /** @param next the sequence number that the lane expects */
    public static void requireSequence(Transaction transaction, long next) {
        if (transaction.sequence() != next) {
            throw new Refusal(
                    transaction.sequence() < next ? LedgerFailure.NONCE_USED : LedgerFailure.NONCE_GAP,
                    Values.of("account", transaction.signer())
                            .and("lane", (long) transaction.lane())
                            .and("sequence", transaction.sequence())
                            .and("next", next));
        }
    }
}
