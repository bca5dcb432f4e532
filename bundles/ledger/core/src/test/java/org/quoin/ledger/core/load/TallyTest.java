package org.quoin.ledger.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LoadGenerator;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void ninetyNineOfAHundredAnswersComeWithinTheFigure() {
        assertThat(tally.p99()).isEmpty();
        answers(100, 1);
        assertThat(tally.p99()).contains(Duration.ofMillis(99));
        answers(1, 1_000);
        assertThat(tally.p99()).as("2 of 101 are more than 1 of 100").contains(Duration.ofMillis(100));
    }

    @Test
    void theQuietPhaseIsComparedWithWhatComesAfterIt() {
        answers(10, 1_000);
        tally.beginQuiet();
        answers(10, 1);
        tally.endQuiet();
        answers(10, 101);

        assertThat(tally.p99Quiet()).contains(Duration.ofMillis(10));
        assertThat(tally.p99()).contains(Duration.ofMillis(110));
        assertThat(tally.transactions()).hasSize(30);
    }

    @Test
    void aLoadThatNobodyStopsIsFull() {
        tally.failed();
        for (int i = 1; i < LoadGenerator.MAX_TRANSACTIONS; i++) {
            assertThat(tally.hasRoom()).isTrue();
            tally.failed();
        }
        assertThat(tally.hasRoom()).isFalse();
    }

    private void answers(int count, int fromMillis) {
        for (int i = 0; i < count; i++) {
            tally.applied(Hash.sha256(new byte[] {1}), Duration.ofMillis(fromMillis + i));
        }
    }
}
