package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentRowsTest {
    private static final Table SHORT = Table.hashed("test.short");
    private static final Table LONG = Table.hashed("test.long");
    private static final byte[] A = {1};
    private static final byte[] B = {2};

    private final List<String> asked = new ArrayList<>();
    private final RecentRows recent = new RecentRows(1_000);

    @Test
    void whatWasWrittenIsKnownAndWhatWasRemovedToo() {
        State before = State.empty().with(WriteSet.of(List.of(Write.put(SHORT, A, new byte[1]))));
        RememberingView first = recent.over(recording(before));
        assertThat(first.get(SHORT, A)).isEqualTo(new byte[1]);
        Layer writes =
                layer(first, Write.remove(SHORT, A), Write.put(SHORT, B, new byte[2]), Write.put(LONG, B, value(3)));
        recent.written(writes);
        asked.clear();

        RememberingView next = recent.over(recording(State.empty()));

        assertThat(next.get(SHORT, A)).isNull();
        assertThat(next.get(SHORT, B)).isEqualTo(new byte[2]);
        assertThat(next.get(LONG, B)).isEqualTo(value(3));
        assertThat(next.remembers(SHORT, A)).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void aViewFromBeforeAWriteStillSaysWhatWasThen() {
        State before = State.empty()
                .with(WriteSet.of(List.of(Write.put(SHORT, A, new byte[1]), Write.put(LONG, A, value(1)))));
        RememberingView first = recent.over(recording(before));
        first.get(SHORT, A);
        first.get(LONG, A);
        recent.written(layer(first, Write.put(SHORT, A, new byte[2]), Write.put(LONG, A, value(2))));
        asked.clear();

        assertThat(first.get(SHORT, A)).isEqualTo(new byte[1]);
        assertThat(first.get(LONG, A)).isEqualTo(value(1));
        assertThat(first.remembers(SHORT, A)).isFalse();
        assertThat(asked).containsExactly("test.short[1]", "test.long[1]");
    }

    /** What it reads is not what is now, and what is now need not be remembered. */
    @Test
    void aViewFromBeforeAWriteLeavesNothingToBeRemembered() {
        RecentRows few = new RecentRows(0);
        State before = State.empty().with(WriteSet.of(List.of(Write.put(LONG, A, value(1)))));
        RememberingView first = few.over(before);
        Layer writes = layer(first, Write.put(LONG, A, value(2)));
        few.written(writes);
        few.over(writes).get(LONG, B);
        assertThat(few.over(writes).remembers(LONG, A)).isFalse();

        first.readAhead(LONG, List.of(A));
        first.get(LONG, A);

        assertThat(few.over(writes).get(LONG, A)).isEqualTo(value(2));
    }

    @Test
    void aRowThatBecameLongDoesNotComeBackAsItWasWhenOthersAreShort() {
        written(Write.put(SHORT, A, new byte[] {7}));
        written(Write.put(SHORT, A, value(8)));
        written(Write.put(SHORT, B, new byte[] {9}));
        RememberingView view = recent.over(recording(State.empty()));

        assertThat(view.get(SHORT, A)).isEqualTo(value(8));
        assertThat(view.get(SHORT, B)).isEqualTo(new byte[] {9});

        written(Write.put(SHORT, A, new byte[] {10}));
        assertThat(recent.over(recording(State.empty())).get(SHORT, A)).isEqualTo(new byte[] {10});
        assertThat(asked).isEmpty();
    }

    @Test
    void aKeyThatIsLongIsRememberedToo() {
        byte[] key = new byte[17];
        written(Write.put(SHORT, A, new byte[] {7}), Write.put(SHORT, key, new byte[] {8}));
        written(Write.put(SHORT, A, new byte[] {9}));
        RememberingView view = recent.over(recording(State.empty()));

        assertThat(view.get(SHORT, A)).isEqualTo(new byte[] {9});
        assertThat(view.get(SHORT, key)).isEqualTo(new byte[] {8});
        assertThat(asked).isEmpty();
    }

    /** Of eight long rows, the older four go together. */
    @Test
    void longRowsInUseStayAndTheOlderHalfGoes() {
        RecentRows few = new RecentRows(32);
        RememberingView view = few.over(recording(State.empty()));
        for (int i = 0; i < 4; i++) {
            few.keep(LONG, key(i), value(i));
        }
        few.keep(LONG, key(4), value(4));
        assertThat(view.get(LONG, key(0).bytes)).isEqualTo(value(0));
        few.keep(LONG, key(5), value(5));
        few.keep(LONG, key(6), value(6));

        for (int gone = 1; gone < 4; gone++) {
            assertThat(view.remembers(LONG, key(gone).bytes)).isFalse();
        }
        for (int kept : new int[] {0, 4, 5, 6}) {
            assertThat(view.get(LONG, key(kept).bytes)).isEqualTo(value(kept));
        }
        assertThat(asked).isEmpty();
    }

    /**
     * Blocks are written one over the other and become states later; all that is read while little or much of it is remembered is
     * what the plain state says, and what is read from before the last block is what it said then.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 100", "4, 6000", "5, 1000000"})
    void whoReadsFromMemoryReadsWhatTheStateSays(long seed, int capacity) {
        Histories histories = new Histories(seed);
        RecentRows rows = new RecentRows(capacity);
        Deque<Layer> ahead = new ArrayDeque<>();
        State plain = State.empty();
        State settled = plain;
        State former = plain;
        RememberingView old = rows.over(plain);
        for (int block = 0; block < 60; block++) {
            while (ahead.size() > histories.below(4)) {
                settled = settled.with(ahead.removeFirst().writes());
            }
            RememberingView view = rows.over(stacked(ahead, settled));
            Overlay overlay = new Overlay(view);
            for (int i = 0; i < 150; i++) {
                LayerTest.write(overlay, write(histories));
                agree(view, plain, histories);
                agree(old, former, histories);
            }
            Layer layer = overlay.seal();
            rows.written(layer);
            ahead.addLast(layer);
            former = plain;
            old = view;
            plain = plain.with(layer.writes());
            agree(rows.over(stacked(ahead, settled)), plain, layer);
            agree(old, former, layer);
        }
    }

    /** One row, and several at once. */
    private static void agree(RememberingView view, State plain, Histories histories) {
        Table table = table(histories);
        byte[] key = key(table, histories);
        assertThat(view.get(table, key)).isEqualTo(plain.get(table, key));
        List<byte[]> keys =
                Stream.generate(() -> key(table, histories)).limit(3).toList();
        view.readAhead(table, keys);
        keys.forEach(each -> assertThat(view.get(table, each)).isEqualTo(plain.get(table, each)));
    }

    private static void agree(RememberingView view, State plain, Layer written) {
        for (Write write : written.writes().writes()) {
            assertThat(view.get(write.table(), write.key())).isEqualTo(plain.get(write.table(), write.key()));
        }
    }

    private static Write write(Histories histories) {
        Table table = table(histories);
        if (!table.equals(SHORT)) {
            return histories.write(35);
        }
        byte[] key = key(table, histories);
        byte[] value = new byte[histories.below(ShortRows.WIDTH + 1)];
        Arrays.fill(value, (byte) histories.below(256));
        return histories.below(4) == 0 ? Write.remove(table, key) : Write.put(table, key, value);
    }

    /** Every other time one of which all rows are short. */
    private static Table table(Histories histories) {
        return histories.below(2) == 0 ? SHORT : histories.table();
    }

    /** Some of 5,000 short ones. */
    private static byte[] key(Table table, Histories histories) {
        int number = histories.below(5_000);
        return table.equals(SHORT) ? new byte[] {(byte) (number >>> 8), (byte) number} : histories.key(table);
    }

    private static View stacked(Deque<Layer> layers, State state) {
        View view = state;
        for (Layer layer : layers) {
            view = layer.over(view);
        }
        return view;
    }

    private void written(Write... writes) {
        recent.written(layer(recent.over(State.empty()), writes));
    }

    private static Layer layer(View view, Write... writes) {
        Overlay overlay = new Overlay(view);
        for (Write write : writes) {
            LayerTest.write(overlay, write);
        }
        return overlay.seal();
    }

    private View recording(State state) {
        return new AskedView(state, asked);
    }

    private static Key key(int number) {
        return new Key(new byte[] {(byte) number, 1});
    }

    /** A long one. */
    private static byte[] value(int of) {
        byte[] value = new byte[20];
        Arrays.fill(value, (byte) of);
        return value;
    }
}
