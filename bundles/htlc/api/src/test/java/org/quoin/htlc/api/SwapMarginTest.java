package org.quoin.htlc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In these a block takes a minute; the vectors are those of BOLT-2, which counts in blocks. */
class SwapMarginTest {
    private static SwapMargin.Timing blocks(long r, long g, long s) {
        return new SwapMargin.Timing(Duration.ofMinutes(r), Duration.ofMinutes(g), Duration.ofMinutes(s));
    }

    @ParameterizedTest
    @CsvSource({
        // R = 2, G = 2, S = 12: cltv_expiry_delta 34, min_final_cltv_expiry_delta 18; R = 2, G = 1, S = 2 of its first
        // edition: 12, 7
        "2, 2, 12, 34, 18",
        "2, 1, 2, 12, 7",
        "0, 0, 0, 0, 0",
        "1, 0, 0, 3, 2",
        "0, 1, 0, 2, 1",
        "0, 0, 1, 2, 1"
    })
    void onOneLedgerItIsTheRuleOfBolt2(long r, long g, long s, long delta, long terminal) {
        assertThat(SwapMargin.on(blocks(r, g, s))).isEqualTo(Duration.ofMinutes(delta));
        assertThat(SwapMargin.toRedeem(blocks(r, g, s))).isEqualTo(Duration.ofMinutes(terminal));
    }

    @Test
    void eachLedgerCountsForTheStepsThatHappenOnIt() {
        SwapMargin.Timing locked = blocks(1, 10, 100);
        SwapMargin.Timing received = blocks(1_000, 10_000, 100_000);

        assertThat(SwapMargin.between(locked, received)).isEqualTo(Duration.ofMinutes(111 + 112_000));
        assertThat(SwapMargin.between(received, locked)).isEqualTo(Duration.ofMinutes(111_000 + 112));
    }

    @Test
    void theLatestExpiryIsTheOthersLessTheMargin() {
        assertThat(SwapMargin.latestExpiry(Instant.ofEpochMilli(5_000), Duration.ofMillis(1_999)))
                .isEqualTo(Instant.ofEpochMilli(3_001));
    }

    @Test
    void noDurationIsNegative() {
        assertThatThrownBy(() -> blocks(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
