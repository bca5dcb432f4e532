package org.quoin.ledger.testkit.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * Transactions that nobody signed, to measure what a ledger does beside verifying: here the door is opened from outside, by
 * breaking into a private constructor, so that the ledger itself has only the one.
 */
final class Unsigned {
    private static final Bytes NO_SIGNATURE = Bytes.of(new byte[64]);
    private static final MethodHandle CONSTRUCTOR = constructor();

    private Unsigned() {}

    static VerifiedTransaction of(Transaction transaction) {
        try {
            return (VerifiedTransaction)
                    CONSTRUCTOR.invokeExact(new SignedTransaction(transaction, NO_SIGNATURE), transaction.id());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle constructor() {
        try {
            return MethodHandles.privateLookupIn(VerifiedTransaction.class, MethodHandles.lookup())
                    .findConstructor(
                            VerifiedTransaction.class,
                            MethodType.methodType(void.class, SignedTransaction.class, Hash.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a verified transaction is made in another way now", e);
        }
    }
}
