package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final int SIZE = 200;

    private long nanos;

    @Test
    void oneSenderLeavesHalfToOthers() {
        Shares shares = shares(new Capacity(100_000, 1_000_000_000));

        assertThat(taken(shares, "hog", 100_000)).isEqualTo(50_000);
        assertThat(shares.take("other", SIZE)).isTrue();
    }

    @Test
    void whoeverComesGetsAsMuchAsIsLeftForOthersThen() {
        Shares shares = shares(new Capacity(1_000, 1_000_000));

        assertThat(taken(shares, "a", 1_000)).isEqualTo(500);
        assertThat(taken(shares, "b", 1_000)).isEqualTo(250);
        assertThat(taken(shares, "c", 1_000)).isEqualTo(125);
        assertThat(taken(shares, "a", 1)).isZero();
        giveBack(shares, 500);
        assertThat(taken(shares, "c", 1_000))
                .as("what one gives back is for all")
                .isEqualTo(250);
    }

    @Test
    void aSenderHasALimitOfItsOwnInNumberAndInBytes() {
        assertThat(taken(shares(new Capacity(1_000, 1_000_000, 30, 1_000_000)), "a", 100))
                .isEqualTo(30);
        assertThat(taken(shares(new Capacity(1_000, 1_000_000, 1_000, 40L * SIZE)), "a", 100))
                .isEqualTo(40);
    }

    @Test
    void allTogetherHaveALimitInNumberAndInBytes() {
        Shares few = shares(new Capacity(8, 1_000_000));
        IntStream.range(0, 20).forEach(sender -> few.take("s" + sender, SIZE));
        assertThat(few.take("late", SIZE)).isFalse();

        Shares small = shares(new Capacity(100, 8L * SIZE));
        IntStream.range(0, 20).forEach(sender -> small.take("s" + sender, SIZE));
        assertThat(small.take("late", SIZE)).isFalse();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Shares shares = shares(new Capacity(2, 2L * SIZE));
        for (int i = 0; i < 1_000; i++) {
            assertThat(shares.take("a", SIZE)).isTrue();
            assertThat(shares.take("a", SIZE)).isFalse();
            shares.giveBack("a", SIZE);
        }
        assertThatThrownBy(() -> shares.giveBack("a", SIZE)).hasMessage("a gives back what it never took");
    }

    @Test
    void retryingIsAdvisedWhenHalfOfWhatWaitsIsGoneAsFastAsItGoes() {
        Shares shares = shares(new Capacity(10_000, 1_000_000_000));
        taken(shares, "a", 2_000);
        giveBack(shares, 1_000);

        assertThat(shares.retryAfter()).as("500 at 1,000 a second").isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theAdviceIsAtLeastTenMillisecondsAndAtMostFiveSeconds() {
        Shares shares = shares(new Capacity(10_000, 1_000_000_000));
        taken(shares, "a", 4_000);
        assertThat(shares.retryAfter()).as("a guess").isEqualTo(Duration.ofMillis(400));

        pass(60_000);
        assertThat(shares.retryAfter()).as("nothing moves").isEqualTo(Duration.ofSeconds(5));

        giveBack(shares, 4_000);
        assertThat(shares.retryAfter()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void anHourWithoutAnyTrafficIsNotTakenForAStandstill() {
        Shares shares = shares(new Capacity(10_000, 1_000_000_000));
        taken(shares, "a", 1_000);
        giveBack(shares, 1_000);
        pass(3_600_000);

        taken(shares, "a", 1_000);

        assertThat(shares.retryAfter()).isEqualTo(Duration.ofMillis(500));
    }

    private Shares shares(Capacity capacity) {
        return new Shares(capacity, () -> nanos);
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static long taken(Shares shares, String sender, int attempts) {
        return IntStream.range(0, attempts)
                .filter(i -> shares.take(sender, SIZE))
                .count();
    }

    /** One each millisecond. */
    private void giveBack(Shares shares, int number) {
        for (int i = 0; i < number; i++) {
            pass(1);
            shares.giveBack("a", SIZE);
        }
    }
}
