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

/** The bytes of what a step came to, as they are hashed and kept. */
final class OutcomeCodec {
    private static final int MAX_CODE = 64;
    private static final int MAX_VALUES = 64 * 1024;
    private static final int MAX_EVENTS = 100_000;

    /** In bytes, about, without its events; and of an event without its data. */
    private static final int OUTCOME_SIZE = 64;

    private static final int EVENT_SIZE = 48;

    private OutcomeCodec() {}

    static byte[] encode(Outcome outcome) {
        Writer out = new Writer(size(outcome));
        write(out, outcome);
        return out.toBytes();
    }

    /** In bytes, about: what a writer should have room for. */
    static int size(Outcome outcome) {
        int size = OUTCOME_SIZE;
        for (EventRow event : outcome.events()) {
            size += EVENT_SIZE + event.data().size();
        }
        return size;
    }

    static Outcome decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        Outcome outcome = read(in);
        in.end();
        return outcome;
    }

    static void write(Writer out, Outcome outcome) {
        out.u64(outcome.gas()).u128(outcome.fee());
        FailureRow failure = outcome.failure();
        out.flag(failure != null);
        if (failure != null) {
            out.text(failure.capability(), Operation.MAX_NAME)
                    .text(failure.code(), MAX_CODE)
                    .bytes(failure.values().toArray(), MAX_VALUES);
            write(out, failure.former());
        }
        out.count(outcome.events().size(), MAX_EVENTS);
        outcome.events().forEach(event -> write(out, event));
    }

    static Outcome read(Reader in) {
        long gas = in.u64();
        BigInteger fee = in.u128();
        @Nullable
        FailureRow failure = in.flag()
                ? new FailureRow(
                        in.text(Operation.MAX_NAME), in.text(MAX_CODE), Bytes.of(in.bytes(MAX_VALUES)), rules(in))
                : null;
        List<EventRow> events = new ArrayList<>();
        for (int rest = in.count(MAX_EVENTS); rest > 0; rest--) {
            events.add(new EventRow(
                    in.text(Operation.MAX_NAME), in.text(MAX_CODE), Bytes.of(in.bytes(MAX_VALUES)), rules(in)));
        }
        return new Outcome(failure, gas, fee, events);
    }

    static byte[] encode(EventRow event) {
        Writer out = new Writer(EVENT_SIZE + event.data().size());
        write(out, event);
        return out.toBytes();
    }

    private static void write(Writer out, EventRow event) {
        out.text(event.capability(), Operation.MAX_NAME)
                .text(event.name(), MAX_CODE)
                .bytes(event.data().toArray(), MAX_VALUES);
        write(out, event.former());
    }

    private static void write(Writer out, @Nullable Hash rules) {
        out.flag(rules != null);
        if (rules != null) {
            out.fixed(rules.toArray(), Hash.SIZE);
        }
    }

    private static @Nullable Hash rules(Reader in) {
        return in.flag() ? Hash.of(in.fixed(Hash.SIZE)) : null;
    }
}
