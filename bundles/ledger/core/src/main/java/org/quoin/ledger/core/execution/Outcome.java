package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step came to.
 *
 * @param failure why nothing of it was kept, or null
 * @param fee in units of the native asset
 */
public record Outcome(@Nullable FailureRow failure, BigInteger fee, List<EventRow> events) {
    static Outcome applied(List<EventRow> events) {
        return new Outcome(null, BigInteger.ZERO, List.copyOf(events));
    }

    static Outcome rejected(Refusal refusal) {
        return new Outcome(refusal.toRow(), BigInteger.ZERO, List.of());
    }
}
