package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step came to.
 *
 * @param failure why nothing of it was kept, or null
 * @param gas that its operations used
 * @param fee in units of the native asset
 */
public record Outcome(@Nullable FailureRow failure, long gas, BigInteger fee, List<EventRow> events) {
    /** Of a step that had nothing to do. */
    public static final Outcome NOTHING = applied(0, List.of());

    static Outcome applied(long gas, List<EventRow> events) {
        return applied(gas, BigInteger.ZERO, events);
    }

    static Outcome applied(long gas, BigInteger fee, List<EventRow> events) {
        return new Outcome(null, gas, fee, List.copyOf(events));
    }

    /** Of a step that was not kept: its only event tells who paid for it. */
    static Outcome rejected(long gas, BigInteger fee, List<EventRow> events, Refusal refusal) {
        return new Outcome(refusal.toRow(), gas, fee, List.copyOf(events));
    }
}
