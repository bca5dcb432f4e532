package org.quoin.ledger.core.block;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** A receipt as it is hashed and kept. */
public final class ReceiptRow {
    private final Hash transaction;
    private final Outcome outcome;

    /** What {@link #encode} gave: it is hashed, and then written. */
    private byte @Nullable [] encoded;

    public ReceiptRow(Hash transaction, Outcome outcome) {
        this.transaction = transaction;
        this.outcome = outcome;
    }

    public Hash transaction() {
        return transaction;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** An array to share, and never to write to. */
    byte[] encode() {
        byte[] known = encoded;
        if (known == null) {
            known = encoding();
            encoded = known;
        }
        return known;
    }

    private byte[] encoding() {
        Writer out = new Writer(Hash.SIZE + OutcomeCodec.size(outcome)).fixed(transaction.toArray(), Hash.SIZE);
        OutcomeCodec.write(out, outcome);
        return out.toBytes();
    }

    static ReceiptRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        ReceiptRow row = new ReceiptRow(Hash.of(in.fixed(Hash.SIZE)), OutcomeCodec.read(in));
        in.end();
        return row;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceiptRow row && transaction.equals(row.transaction) && outcome.equals(row.outcome);
    }

    @Override
    public int hashCode() {
        return 31 * transaction.hashCode() + outcome.hashCode();
    }

    @Override
    public String toString() {
        return "receipt of " + transaction + ": " + outcome;
    }
}
