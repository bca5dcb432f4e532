package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.state.Histories.BALANCES;
import static org.quoin.ledger.core.state.Histories.QUEUE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberingViewTest {
    private static final byte[] HERE = {1};
    private static final byte[] NOWHERE = {2};

    private final List<String> asked = new ArrayList<>();
    private final State state = State.empty()
            .with(WriteSet.of(List.of(
                    Write.put(BALANCES, HERE, new byte[] {7}), Write.put(QUEUE, new byte[] {0, 5}, new byte[] {8}))));
    private final RememberingView view = new RecentRows(1_000).over(new AskedView(state, asked));

    @Test
    void itSaysWhatTheViewSaysAndAsksItOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(view.get(BALANCES, HERE.clone())).containsExactly(7);
            assertThat(view.get(BALANCES, NOWHERE.clone())).isNull();
            assertThat(view.get(QUEUE, new byte[] {0, 5})).containsExactly(8);
            assertThat(view.ceiling(QUEUE, new byte[2])).isEqualTo(state.first(QUEUE));
        }

        assertThat(asked).containsExactly("ledger.balances[1]", "ledger.balances[2]", "ledger.queue[0, 5]");
    }

    @Test
    void whatWasReadAheadIsNotAskedForAgain() {
        byte[] key = HERE.clone();
        view.readAhead(BALANCES, List.of(key, NOWHERE));
        Arrays.fill(key, (byte) 0x55);
        view.readAhead(BALANCES, List.of(NOWHERE));

        assertThat(view.get(BALANCES, HERE)).containsExactly(7);
        assertThat(view.get(BALANCES, NOWHERE)).isNull();
        assertThat(asked).containsExactly("ledger.balances[1]", "ledger.balances[2]");
    }

    @Test
    void noArrayIsSharedWithTheCaller() {
        byte[] key = HERE.clone();
        byte[] value = view.get(BALANCES, key);
        assertThat(value).isNotNull();
        Arrays.fill(key, (byte) 0x55);
        Arrays.fill(value, (byte) 0x55);

        assertThat(view.get(BALANCES, HERE)).containsExactly(7);
        assertThat(asked)
                .as("what is remembered is remembered under its own key")
                .hasSize(1);
    }
}
