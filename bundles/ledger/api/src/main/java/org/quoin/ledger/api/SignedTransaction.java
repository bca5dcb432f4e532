package org.quoin.ledger.api;

import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** A transaction with the signature over its {@link Transaction#message}. */
public record SignedTransaction(Transaction transaction, Bytes signature) {
    /** In bytes, of the whole encoding of a transaction that does not activate rules. */
    public static final int MAX_ORDINARY_SIZE = 64 * 1024;

    /** In bytes, of any encoding: rules travel with the transaction that activates them, and with nothing else. */
    public static final int MAX_SIZE = ActivateModule.MAX_RULES + MAX_ORDINARY_SIZE;

    public Bytes encode() {
        byte[] body = transaction.body();
        return Bytes.of(new Writer(body.length + 64)
                .fixed(body, body.length)
                .fixed(signature.toArray(), transaction.key().scheme().signatureSize())
                .toBytes());
    }

    /**
     * Reads bytes of any origin. That they can be read says nothing about the signature.
     *
     * @throws MalformedBytesException if the bytes are not the encoding of a signed transaction
     */
    public static SignedTransaction decode(Bytes bytes) {
        requireSize(bytes, MAX_SIZE);
        try {
            Reader in = new Reader(bytes.toArray());
            Transaction transaction = Transaction.read(in);
            Bytes signature = Bytes.of(in.fixed(transaction.key().scheme().signatureSize()));
            in.end();
            requireSize(bytes, transaction.isActivation() ? MAX_SIZE : MAX_ORDINARY_SIZE);
            return new SignedTransaction(transaction, signature);
        } catch (CodecException e) {
            throw new MalformedBytesException("not a transaction: " + e.getMessage(), e);
        }
    }

    private static void requireSize(Bytes bytes, int max) {
        if (bytes.size() > max) {
            throw new MalformedBytesException(
                    "it has " + bytes.size() + " bytes, a transaction has at most " + max, null);
        }
    }
}
