package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.core.execution.Refusal;

class QuotaTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HostGrant TWO = grant(OptionalLong.of(2), OptionalLong.empty());
    private static final HostGrant HUNDRED_BYTES = grant(OptionalLong.empty(), OptionalLong.of(100));

    private final Quota quota = new Quota();

    @Test
    void withoutQuotasNothingIsRefused() {
        HostGrant unlimited = grant(OptionalLong.empty(), OptionalLong.empty());
        for (int i = 0; i < 1_000; i++) {
            quota.use("web", unlimited, 1_000_000, NOON);
        }
    }

    @Test
    void aMinuteHasSoManyTransactionsAndTheNextHasAsMany() {
        for (int minute = 0; minute < 5; minute++) {
            Instant now = NOON.plusSeconds(60L * minute);
            quota.use("web", TWO, 1, now);
            quota.use("web", TWO, 1, now.plusMillis(59_999));
            assertThat(refused(TWO, 1, now.plusMillis(59_999))).isEqualTo(now.plusSeconds(60));
        }
    }

    @Test
    void whatIsRefusedIsNotCounted() {
        HostGrant both = grant(OptionalLong.of(2), OptionalLong.of(100));
        quota.use("web", both, 100, NOON);
        for (int i = 0; i < 10; i++) {
            refused(both, 100, NOON);
        }

        quota.use("web", both, 1, NOON.plusSeconds(60));
        quota.use("web", both, 1, NOON.plusSeconds(60));
    }

    /** Else there would be transactions that can never be submitted. */
    @Test
    void theLastOneOfAMinuteMayBeTooLargeAndIsMadeUpForLater() {
        quota.use("web", HUNDRED_BYTES, 99, NOON);
        quota.use("web", HUNDRED_BYTES, 250, NOON);

        assertThat(refused(HUNDRED_BYTES, 1, NOON)).isEqualTo(NOON.plusSeconds(180));
        assertThat(refused(HUNDRED_BYTES, 1, NOON.plusSeconds(179))).isEqualTo(NOON.plusSeconds(180));
        quota.use("web", HUNDRED_BYTES, 51, NOON.plusSeconds(180));
        assertThat(refused(HUNDRED_BYTES, 1, NOON.plusSeconds(180))).isEqualTo(NOON.plusSeconds(240));
    }

    @Test
    void quietMinutesAreNotSavedUp() {
        quota.use("web", TWO, 1, NOON);
        Instant later = NOON.plusSeconds(3_600);
        quota.use("web", TWO, 1, later);
        quota.use("web", TWO, 1, later);

        assertThat(refused(TWO, 1, later)).isEqualTo(later.plusSeconds(60));
    }

    @Test
    void aClockThatGoesBackIsAsGoodAsOneThatStandsStill() {
        quota.use("web", TWO, 1, NOON);
        quota.use("web", TWO, 1, NOON.minusSeconds(600));

        assertThat(refused(TWO, 1, NOON.minusSeconds(600))).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void anotherGrantBeginsAnew() {
        quota.use("web", HUNDRED_BYTES, 1_000_000, NOON);

        quota.use("web", TWO, 1, NOON);
        quota.use("web", HUNDRED_BYTES, 1, NOON);
    }

    @Test
    void theLargestQuotaOverflowsNothing() {
        HostGrant largest = grant(OptionalLong.of(HostGrant.MAX_QUOTA), OptionalLong.of(HostGrant.MAX_QUOTA));
        quota.use("web", largest, Integer.MAX_VALUE, Instant.EPOCH);
        quota.use("web", largest, Integer.MAX_VALUE, Instant.parse("9999-12-31T23:59:59Z"));
    }

    /** When to come again. */
    private Instant refused(HostGrant grant, int size, Instant now) {
        return catchThrowableOfType(Refusal.class, () -> quota.use("web", grant, size, now))
                .values()
                .time("retryAt");
    }

    private static HostGrant grant(OptionalLong transactions, OptionalLong bytes) {
        return new HostGrant("web", List.of("ledger"), transactions, bytes);
    }
}
