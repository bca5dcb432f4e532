package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.START;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerClockTest {
    @Test
    void timeIsInWholeMilliseconds() {
        assertThat(new LedgerClock(() -> START.plusNanos(1_999_999)).now()).isEqualTo(START.plusMillis(1));
    }

    @Test
    void itContinuesFromATimeThatTheSourceHasNotReached() {
        LedgerClock clock = new LedgerClock(() -> START);
        clock.continueFrom(START.plusSeconds(5));
        clock.continueFrom(START.plusSeconds(3));

        assertThat(clock.now()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void noAdvanceIsLostWhenSeveralAdvanceAtOnce() {
        LedgerClock clock = new LedgerClock(() -> START);

        IntStream.range(0, 100_000).parallel().forEach(i -> clock.advance(Duration.ofMillis(1)));

        assertThat(clock.now()).isEqualTo(START.plusSeconds(100));
    }
}
