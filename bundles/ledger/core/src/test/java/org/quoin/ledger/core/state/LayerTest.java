package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void layersFollowTheModelHoweverFarTheStateLagsBehind(long seed) {
        followTheModel(seed, (state, next) -> next);
    }

    @Test
    void layersOverAStateThatLacksTheLowestDoNotFollowTheModel() {
        assertThatThrownBy(() -> followTheModel(1, (state, next) -> state)).isInstanceOf(AssertionError.class);
    }

    /**
     * Blocks are written one over the other, each read all the time, while up to three below become states now and then.
     *
     * @param goOn of a state and the one that follows it, that over which the layers above go on
     */
    private static void followTheModel(long seed, BinaryOperator<State> goOn) {
        Histories histories = new Histories(seed);
        Model model = new Model();
        State state = State.empty();
        Deque<Layer> ahead = new ArrayDeque<>();
        for (int block = 0; block < 40; block++) {
            while (ahead.size() > histories.below(4)) {
                state = goOn.apply(state, state.with(ahead.removeFirst().writes()));
            }
            Overlay overlay = new Overlay(stacked(ahead, state));
            for (int i = 0; i < 60; i++) {
                Write write = histories.write(50);
                write(overlay, write);
                model.apply(WriteSet.of(List.of(write)));
                Table table = histories.table();
                byte[] key = histories.key(table);
                assertThat(overlay.get(table, key)).isEqualTo(model.get(table, key));
                if (table.kind() == Table.Kind.ORDERED) {
                    assertThat(overlay.ceiling(table, key)).isEqualTo(model.ceiling(table, key));
                }
            }
            ahead.addLast(overlay.seal());
            View tip = stacked(ahead, state);
            for (Table table : Histories.TABLES) {
                model.keys(table).forEach(key -> assertThat(tip.get(table, key)).isEqualTo(model.get(table, key)));
                List<byte[]> keys = Stream.concat(
                                model.keys(table).stream(),
                                Stream.generate(() -> histories.key(table)).limit(20))
                        .toList();
                assertThat(Rows.rows(tip, table, keys.stream().map(Key::new).toList()))
                        .extracting(row -> row.orElse(null))
                        .containsExactlyElementsOf(
                                keys.stream().map(key -> model.get(table, key)).toList());
            }
        }
        while (!ahead.isEmpty()) {
            state = state.with(ahead.removeFirst().writes());
        }
        assertThat(state.root()).isEqualTo(model.root());
    }

    static void write(Overlay overlay, Write write) {
        byte[] value = write.value();
        if (value == null) {
            overlay.remove(write.table(), write.key());
        } else {
            overlay.put(write.table(), write.key(), value);
        }
    }

    private static View stacked(Deque<Layer> layers, State state) {
        View view = state;
        for (Layer layer : layers) {
            view = layer.over(view);
        }
        return view;
    }
}
