package org.quoin.ledger.core.metrics;

import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A timer that knows the sum, too, and that nobody waits for: its sample is kept without a lock. */
final class SummedTimer extends Timer {
    private final LongAdder nanos = new LongAdder();

    SummedTimer() {
        super(LockFreeExponentiallyDecayingReservoir.builder().build());
    }

    @Override
    public void update(long duration, TimeUnit unit) {
        super.update(duration, unit);
        if (duration >= 0) { // as the sample, which leaves out others
            nanos.add(unit.toNanos(duration));
        }
    }

    @Override
    public void update(Duration duration) {
        update(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Of all that were measured, in nanoseconds. */
    long sum() {
        return nanos.sum();
    }
}
