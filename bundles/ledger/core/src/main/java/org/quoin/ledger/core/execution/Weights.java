package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;

/**
 * What a transaction comes to before its first operation, in gas: its signature is verified, its bytes are read, ordered, stored and
 * hashed. One is about a nanosecond of a processor, as in {@link Gas}; they belong to the protocol version.
 */
final class Weights {
    /** In bytes, beside key and value: what a row takes in the trie and in the store. */
    static final int ROW = 64;

    private static final long ENVELOPE = 30_000;
    private static final long ED25519 = 70_000;
    private static final long ECDSA = 250_000;

    private Weights() {}

    /** In bytes, of a transaction that is still to be signed, and to offer a fee if it does not. */
    static int encodedSize(Transaction transaction) {
        Transaction offering = transaction.fee().equals(FeeTerms.NONE)
                ? transaction.withFee(FeeTerms.upTo(BigInteger.ONE))
                : transaction;
        byte[] signature = new byte[transaction.key().scheme().signatureSize()];
        return new SignedTransaction(offering, Bytes.of(signature)).encode().size();
    }

    static Usage envelope(VerifiedTransaction transaction) {
        return envelope(transaction.transaction().key(), transaction.encoded().size());
    }

    /** @param size in bytes, encoded with its signature */
    static Usage envelope(PublicKey key, int size) {
        return new Usage(ENVELOPE + (key.scheme() == PublicKey.Scheme.ED25519 ? ED25519 : ECDSA), size, 0);
    }
}
