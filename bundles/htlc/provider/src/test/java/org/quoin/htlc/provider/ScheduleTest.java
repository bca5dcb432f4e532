package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Contracts between a funder, a beneficiary and a thief, all of whom try everything at every moment, and whose transactions
 * are delayed. The rules run as the ledger runs them, and are held against a model of a few lines.
 */
class ScheduleTest {
    private static final long SEED = 20_261_122;

    @Test
    void exactlyOneOfClaimAndRefundWhateverIsTried() throws IOException {
        Map<String, Integer> outcomes = new Schedules(SEED, 0).run(100_000);

        assertThat(outcomes)
                .containsOnlyKeys(
                        "created",
                        "redeemed",
                        "refunded",
                        "ALREADY_SETTLED",
                        "CONTRACT_EXPIRED",
                        "NOT_YET_EXPIRED",
                        "UNKNOWN_CONTRACT",
                        "WRONG_PREIMAGE",
                        "WRONG_PREIMAGE_LENGTH")
                .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(500));
        assertThat(outcomes).containsEntry("created", 100_000);
        assertThat(outcomes.getOrDefault("redeemed", 0) + outcomes.getOrDefault("refunded", 0))
                .isEqualTo(100_000);
    }

    @Test
    void aMillisecondOfDifferenceIsFound() {
        assertThatThrownBy(() -> new Schedules(SEED, 1).run(500)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> new Schedules(SEED, -1).run(500)).isInstanceOf(AssertionError.class);
    }
}
