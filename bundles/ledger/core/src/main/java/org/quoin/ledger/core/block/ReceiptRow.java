package org.quoin.ledger.core.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** A receipt as it is hashed and kept. */
public final class ReceiptRow {
    private static final int MAX_CODE = 64;
    private static final int MAX_VALUES = 64 * 1024;
    private static final int MAX_EVENTS = 10_000;

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
        Writer out = new Writer(192)
                .fixed(transaction.toArray(), Hash.SIZE)
                .u64(outcome.gas())
                .u128(outcome.fee());
        FailureRow failure = outcome.failure();
        out.flag(failure != null);
        if (failure != null) {
            out.text(failure.capability(), Operation.MAX_NAME)
                    .text(failure.code(), MAX_CODE)
                    .bytes(failure.values().toArray(), MAX_VALUES);
        }
        out.count(outcome.events().size(), MAX_EVENTS);
        outcome.events().forEach(event -> write(out, event));
        return out.toBytes();
    }

    static ReceiptRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        Hash transaction = Hash.of(in.fixed(Hash.SIZE));
        long gas = in.u64();
        BigInteger fee = in.u128();
        @Nullable
        FailureRow failure = in.flag()
                ? new FailureRow(in.text(Operation.MAX_NAME), in.text(MAX_CODE), Bytes.of(in.bytes(MAX_VALUES)))
                : null;
        List<EventRow> events = new ArrayList<>();
        for (int rest = in.count(MAX_EVENTS); rest > 0; rest--) {
            events.add(new EventRow(in.text(Operation.MAX_NAME), in.text(MAX_CODE), Bytes.of(in.bytes(MAX_VALUES))));
        }
        in.end();
        return new ReceiptRow(transaction, new Outcome(failure, gas, fee, events));
    }

    static byte[] encode(EventRow event) {
        Writer out = new Writer(128);
        write(out, event);
        return out.toBytes();
    }

    private static void write(Writer out, EventRow event) {
        out.text(event.capability(), Operation.MAX_NAME)
                .text(event.name(), MAX_CODE)
                .bytes(event.data().toArray(), MAX_VALUES);
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
