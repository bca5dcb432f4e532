package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.state.Histories.BALANCES;
import static org.quoin.ledger.core.state.Histories.QUEUE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private final State base = State.empty()
            .with(WriteSet.of(List.of(
                    Write.put(BALANCES, text("alice"), text("100")),
                    Write.put(QUEUE, at(10), text("ten")),
                    Write.put(QUEUE, at(20), text("twenty")),
                    Write.put(QUEUE, at(30), text("thirty")))));

    @Test
    void aTransactionSeesItsOwnWritesAndNobodyElseDoes() {
        Overlay block = new Overlay(base);
        Overlay transaction = new Overlay(block);
        transaction.put(BALANCES, text("alice"), text("60"));
        transaction.put(BALANCES, text("bob"), text("40"));
        transaction.remove(QUEUE, at(10));
        transaction.put(QUEUE, at(15), text("fifteen"));

        assertThat(transaction.get(BALANCES, text("alice"))).isEqualTo(text("60"));
        assertThat(transaction.get(BALANCES, text("bob"))).isEqualTo(text("40"));
        assertThat(transaction.get(QUEUE, at(10))).isNull();
        assertThat(transaction.first(QUEUE)).isEqualTo(Entry.of(at(15), text("fifteen")));
        assertThat(transaction.higher(QUEUE, at(15))).isEqualTo(Entry.of(at(20), text("twenty")));

        for (View below : List.of(block, base)) {
            assertThat(below.get(BALANCES, text("alice"))).isEqualTo(text("100"));
            assertThat(below.get(BALANCES, text("bob"))).isNull();
            assertThat(below.first(QUEUE)).isEqualTo(Entry.of(at(10), text("ten")));
        }
    }

    @Test
    void whatIsCommittedIsSeenBelowAndWhatIsDiscardedIsNot() {
        Overlay block = new Overlay(base);
        Overlay applied = new Overlay(block);
        applied.put(BALANCES, text("alice"), text("60"));
        applied.remove(QUEUE, at(20));
        applied.commit();
        Overlay rejected = new Overlay(block);
        rejected.put(BALANCES, text("alice"), text("0"));
        rejected.remove(QUEUE, at(10));
        rejected.discard();

        assertThat(block.writes())
                .isEqualTo(WriteSet.of(
                        List.of(Write.put(BALANCES, text("alice"), text("60")), Write.remove(QUEUE, at(20)))));
        State next = base.with(block.writes());
        assertThat(next.get(BALANCES, text("alice"))).isEqualTo(text("60"));
        assertThat(next.first(QUEUE)).isEqualTo(Entry.of(at(10), text("ten")));
        assertThat(next.higher(QUEUE, at(10))).isEqualTo(Entry.of(at(30), text("thirty")));
    }

    @Test
    void whatWasRemovedCanBePutAgain() {
        Overlay overlay = new Overlay(base);
        overlay.remove(QUEUE, at(10));
        overlay.remove(QUEUE, at(20));
        assertThat(overlay.first(QUEUE)).isEqualTo(Entry.of(at(30), text("thirty")));

        overlay.put(QUEUE, at(20), text("again"));
        assertThat(overlay.first(QUEUE)).isEqualTo(Entry.of(at(20), text("again")));

        overlay.remove(QUEUE, at(20));
        overlay.remove(QUEUE, at(30));
        assertThat(overlay.first(QUEUE)).isNull();
    }

    @Test
    void theLastKeyOfATableHasNoneAfterIt() {
        Overlay overlay = new Overlay(base);
        overlay.put(QUEUE, at(0xffff), text("last"));
        assertThat(overlay.higher(QUEUE, at(30))).isEqualTo(Entry.of(at(0xffff), text("last")));
        assertThat(overlay.higher(QUEUE, at(0xffff))).isNull();

        Overlay above = new Overlay(overlay);
        above.remove(QUEUE, at(0xffff));
        assertThat(above.higher(QUEUE, at(30))).isNull();
    }

    @Test
    void anOverlayEndsOnce() {
        Overlay block = new Overlay(base);
        Overlay committed = new Overlay(block);
        committed.commit();
        Overlay discarded = new Overlay(block);
        discarded.discard();

        for (Overlay ended : List.of(committed, discarded)) {
            for (Runnable use : uses(ended)) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("This overlay was committed, discarded or sealed");
            }
        }
        assertThatThrownBy(block::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No overlay lies below");
        assertThatThrownBy(() -> new Overlay(block).seal())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("An overlay lies below");
    }

    @Test
    void anOverlayIsOfNoUseAfterTheOneBelowWasChangedByAnother() {
        Overlay block = new Overlay(base);
        Overlay first = new Overlay(block);
        Overlay second = new Overlay(block);
        second.put(BALANCES, text("bob"), text("1"));
        first.put(BALANCES, text("bob"), text("2"));
        first.commit();

        for (Runnable use : uses(second)) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The overlay below was changed by another");
        }
        assertThat(block.get(BALANCES, text("bob"))).isEqualTo(text("2"));
    }

    @Test
    void aKeyThatTheTableDoesNotAdmitIsRefusedAtOnce() {
        Overlay overlay = new Overlay(base);

        List<Runnable> uses = List.of(
                () -> overlay.get(QUEUE, new byte[1]),
                () -> overlay.put(QUEUE, new byte[1], new byte[0]),
                () -> overlay.remove(QUEUE, new byte[3]),
                () -> overlay.ceiling(QUEUE, new byte[3]),
                () -> overlay.ceiling(BALANCES, new byte[1]));
        for (Runnable use : uses) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(overlay.writes().isEmpty()).isTrue();
    }

    @Test
    void noArrayIsSharedWithTheCaller() {
        Overlay overlay = new Overlay(base);
        byte[] key = at(5);
        byte[] value = text("five");
        overlay.put(QUEUE, key, value);
        byte[] read = overlay.get(QUEUE, at(5));
        Entry entry = overlay.first(QUEUE);
        assertThat(entry).isNotNull();
        for (byte[] array : Arrays.asList(key, value, read, entry.key(), entry.value())) {
            Arrays.fill(array, (byte) 0x55);
        }

        assertThat(overlay.first(QUEUE)).isEqualTo(Entry.of(at(5), text("five")));
        assertThat(overlay.writes()).isEqualTo(WriteSet.of(List.of(Write.put(QUEUE, at(5), text("five")))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nestedOverlaysFollowTheModel(long seed) {
        followsTheModel(Sound::new, seed);
    }

    /** An overlay as it is; the flawed ones change one thing each. */
    private static class Sound {
        final Overlay overlay;

        Sound(View base) {
            overlay = new Overlay(base);
        }

        void write(Write write) {
            byte[] value = write.value();
            if (value == null) {
                overlay.remove(write.table(), write.key());
            } else {
                overlay.put(write.table(), write.key(), value);
            }
        }

        @Nullable
        Entry ceiling(Table table, byte[] key) {
            return overlay.ceiling(table, key);
        }

        void commit() {
            overlay.commit();
        }

        void discard() {
            overlay.discard();
        }
    }

    private static final class ForgetsRemovals extends Sound {
        ForgetsRemovals(View base) {
            super(base);
        }

        @Override
        void write(Write write) {
            if (write.value() != null) {
                super.write(write);
            }
        }
    }

    private static final class CommitsWhatIsDiscarded extends Sound {
        CommitsWhatIsDiscarded(View base) {
            super(base);
        }

        @Override
        void discard() {
            commit();
        }
    }

    private static final class LosesWhatIsCommitted extends Sound {
        LosesWhatIsCommitted(View base) {
            super(base);
        }

        @Override
        void commit() {
            discard();
        }
    }

    private static final class LooksForTheNextEntryInTheBaseOnly extends Sound {
        private final View base;

        LooksForTheNextEntryInTheBaseOnly(View base) {
            super(base);
            this.base = base;
        }

        @Override
        @Nullable
        Entry ceiling(Table table, byte[] key) {
            return base.ceiling(table, key);
        }
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void aFlawedOverlayDoesNotFollowTheModel(Function<View, Sound> flawed) {
        assertThatThrownBy(() -> followsTheModel(flawed, 1)).isInstanceOf(AssertionError.class);
    }

    static Stream<Named<Function<View, Sound>>> flawed() {
        return Stream.of(
                Named.of("forgets removals", ForgetsRemovals::new),
                Named.of("commits what is discarded", CommitsWhatIsDiscarded::new),
                Named.of("loses what is committed", LosesWhatIsCommitted::new),
                Named.of("looks for the next entry in the base only", LooksForTheNextEntryInTheBaseOnly::new));
    }

    /** Blocks of writes at random depths of nesting, up to five; all layers' contents are known to the models. */
    private static void followsTheModel(Function<View, Sound> factory, long seed) {
        Histories histories = new Histories(seed);
        State state = State.empty();
        Model stateModel = new Model();
        for (int block = 0; block < 10; block++) {
            Deque<Sound> layers = new ArrayDeque<>();
            Deque<Model> models = new ArrayDeque<>();
            layers.push(factory.apply(state));
            models.push(new Model(stateModel));
            for (int i = 0; i < 300; i++) {
                int choice = histories.below(20);
                if (choice == 0 && layers.size() < 5) {
                    layers.push(factory.apply(layers.element().overlay));
                    models.push(new Model(models.element()));
                } else if (choice == 1 && layers.size() > 1) {
                    layers.pop().commit();
                    Model committed = models.pop();
                    models.pop();
                    models.push(committed);
                } else if (choice == 2 && layers.size() > 1) {
                    layers.pop().discard();
                    models.pop();
                } else {
                    Write write = histories.write(50);
                    layers.element().write(write);
                    models.element().apply(WriteSet.of(List.of(write)));
                }
                Table table = histories.table();
                byte[] key = histories.key(table);
                String when = "seed " + seed + " block " + block + " step " + i;
                assertThat(layers.element().overlay.get(table, key))
                        .as(when)
                        .isEqualTo(models.element().get(table, key));
                if (table.kind() == Table.Kind.ORDERED) {
                    assertThat(layers.element().ceiling(table, key))
                            .as(when)
                            .isEqualTo(models.element().ceiling(table, key));
                }
            }
            while (layers.size() > 1) {
                layers.pop().discard();
                models.pop();
            }
            state = state.with(layers.element().overlay.writes());
            stateModel = models.element();
            assertThat(state.root()).as("seed " + seed).isEqualTo(stateModel.root());
        }
    }

    @Test
    void takingTheFirstEntryOfAQueueAgainAndAgainDoesNotPassAllThatWereTakenBefore() {
        assertThat(readsToDrain(300, (overlay, below) -> overlay)).isLessThan(5 * 300);
    }

    @Test
    void withoutItsMemoryTheOverlayWouldPassThemAll() {
        int reads = readsToDrain(300, (overlay, below) -> {
            Overlay forgetful = new Overlay(below);
            overlay.writes().writes().forEach(write -> forgetful.remove(write.table(), write.key()));
            return forgetful;
        });
        assertThat(reads).isGreaterThan(100 * 300);
    }

    /**
     * How often the view below is read while a queue of this length is emptied, each entry by its own transaction.
     *
     * @param next the overlay to go on with after each
     */
    private static int readsToDrain(int length, BiFunction<Overlay, View, Overlay> next) {
        Overlay filling = new Overlay(State.empty());
        for (int i = 0; i < length; i++) {
            filling.put(QUEUE, at(i), new byte[0]);
        }
        CountingView below = new CountingView(State.empty().with(filling.writes()));
        Overlay block = new Overlay(below);
        while (block.first(QUEUE) != null) {
            Overlay transaction = new Overlay(block);
            transaction.remove(
                    QUEUE, Objects.requireNonNull(transaction.first(QUEUE)).key());
            transaction.commit();
            block = next.apply(block, below);
        }
        assertThat(block.writes().writes()).hasSize(length);
        return below.reads;
    }

    private static final class CountingView implements View {
        private final View view;
        private int reads;

        private CountingView(View view) {
            this.view = view;
        }

        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            reads++;
            return view.get(table, key);
        }

        @Override
        public @Nullable Entry ceiling(Table table, byte[] key) {
            reads++;
            return view.ceiling(table, key);
        }
    }

    private static List<Runnable> uses(Overlay overlay) {
        return List.of(
                () -> overlay.get(BALANCES, text("alice")),
                () -> overlay.ceiling(QUEUE, at(0)),
                () -> overlay.put(BALANCES, text("alice"), text("1")),
                () -> overlay.remove(BALANCES, text("alice")),
                overlay::writes,
                overlay::commit,
                overlay::seal,
                overlay::discard);
    }

    private static byte[] at(int position) {
        return new byte[] {(byte) (position >> 8), (byte) position};
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
