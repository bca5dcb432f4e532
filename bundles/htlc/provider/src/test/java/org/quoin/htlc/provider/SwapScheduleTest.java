package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;

/**
 * Row I3: whoever is honest in a swap never loses, whatever the other does, however long both are away, and at whatever moment it all
 * arrives. {@code -Dquoin.htlc.schedules=100000} is the full dose.
 */
class SwapScheduleTest {
    private static final long SEED = 20_261_123;
    private static final int SMALL_DOSE = 240;

    /** Then there are new ones, with a seed of their own. */
    private static final int ON_TWO_LEDGERS = 4_000;

    @Test
    void whoIsHonestNeverLoses() throws IOException {
        int swaps = Integer.getInteger("quoin.htlc.schedules", SMALL_DOSE);

        Map<String, Integer> outcomes = new TreeMap<>();
        for (int done = 0; done < swaps; done += ON_TWO_LEDGERS) {
            schedules(SEED + done, SwapSchedules.Sabotage.NONE, current())
                    .run(Math.min(ON_TWO_LEDGERS, swaps - done))
                    .forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        }

        System.getLogger(SwapScheduleTest.class.getName()).log(System.Logger.Level.INFO, "I3: {0}", outcomes);
        assertThat(outcomes)
                .containsKeys(
                        "both honest: swapped",
                        "one hostile: swapped",
                        "one hostile: one-sided",
                        "one hostile: nothing",
                        "create HASH_REUSED",
                        "create UNSAFE_MARGIN",
                        "redeem ALREADY_SETTLED",
                        "redeem CONTRACT_EXPIRED",
                        "redeem WRONG_PREIMAGE",
                        "refund ALREADY_SETTLED",
                        "refund NOT_YET_EXPIRED",
                        "settled at T-1",
                        "settled at T",
                        "settled at T+1")
                .doesNotContainKeys("both honest: one-sided", "both honest: nothing");
        assertThat(outcomes.get("both honest: swapped")).isGreaterThan(swaps / 4);
    }

    @Test
    void theMarginIsWhatBolt2MakesOfTheseLedgers() {
        assertThat(SwapSchedules.MARGIN).isEqualTo(Duration.ofMillis(2 * 5 + 2 * (3 + 1)));
    }

    @Test
    void aMarginThatNobodyDemandsIsFound() throws IOException {
        SwapSchedules schedules = schedules(SwapSchedules.Sabotage.NO_MARGIN, current());

        assertThatThrownBy(() -> schedules.run(120))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("honest Bob has paid and was not paid");
    }

    /** By the rules of 1.0.0, which let a pair use a hash again. */
    @Test
    void aHashThatIsUsedAgainIsFound() throws IOException {
        SwapSchedules schedules = schedules(
                SwapSchedules.Sabotage.REUSE_ALLOWED,
                SwapScheduleTest.class.getResourceAsStream("/frozen/htlc-1.0.0.jar"));

        assertThatThrownBy(() -> schedules.run(120))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a hash that was used before");
    }

    private static InputStream current() throws IOException {
        return new HtlcModule().rules();
    }

    private static SwapSchedules schedules(SwapSchedules.Sabotage sabotage, @Nullable InputStream rules)
            throws IOException {
        return schedules(SEED, sabotage, rules);
    }

    private static SwapSchedules schedules(long seed, SwapSchedules.Sabotage sabotage, @Nullable InputStream rules)
            throws IOException {
        try (InputStream jar = Objects.requireNonNull(rules)) {
            return new SwapSchedules(seed, Bytes.of(jar.readAllBytes()), sabotage);
        }
    }
}
