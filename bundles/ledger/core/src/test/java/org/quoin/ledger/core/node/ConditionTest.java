package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private final Condition condition = new Condition();
    private final List<String> told = new ArrayList<>();

    @Test
    void whoComesLateIsToldWhatIsUnlessAllIsWell() {
        listen();
        assertThat(told).isEmpty();

        condition.became(Optional.of("full"));
        listen();

        assertThat(told).containsExactly("full", "full");
    }

    @Test
    void aChangeIsToldOnceAndRecoveryToo() {
        listen();
        condition.became(Optional.empty());
        condition.became(Optional.of("full"));
        condition.became(Optional.of("full"));
        condition.became(Optional.of("fuller"));
        condition.became(Optional.empty());

        assertThat(told).containsExactly("full", "fuller", "well");
    }

    @Test
    void whatHasEndedStaysSo() {
        condition.ended("failed");
        listen();
        condition.became(Optional.empty());
        condition.became(Optional.of("full"));
        condition.ended("again");

        assertThat(told).containsExactly("failed");
    }

    private void listen() {
        condition.tell(reason -> told.add(reason.orElse("well")));
    }
}
