package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.state.Histories.BALANCES;
import static org.quoin.ledger.core.state.Histories.NONCES;
import static org.quoin.ledger.core.state.Histories.QUEUE;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A state of which a part is in a store: the same promises, and those of the store's rows. */
class StoredStateTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final long ROOMY = 1 << 30;
    private static final Table SPREAD = Table.hashed("test.spread");
    private static final Table NUMBERED = Table.ordered("test.numbered", 8);

    /** Room for a bucket or two. */
    private static final long TINY = 20_000;

    enum Flaw {
        NONE,
        AN_ADDITION_IS_LOST,
        SUPERSEDED_ROWS_ARE_DROPPED_AT_ONCE,
        A_ROW_HAS_ANOTHER_CONTENT,
        A_STUB_STAYS_THAT_IS_SUPERSEDED
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyVersionAgreesWithTheModelWhileItIsStoredAndEvicted(long seed) {
        StateChecks.followsTheModel(new Subjects(seed, Flaw.NONE).of(State.empty()), seed, 25_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawedStoreIsNoticed(Flaw flaw) {
        assertThatThrownBy(() -> StateChecks.followsTheModel(new Subjects(1, flaw).of(State.empty()), 1, 10_000))
                .satisfiesAnyOf(
                        error -> assertThat(error).isInstanceOf(UnreadableStateError.class),
                        error -> assertThat(error).isInstanceOf(AssertionError.class),
                        error -> assertThat(error).isInstanceOf(IllegalArgumentException.class));
    }

    /** After each batch, by chance, stores the state, goes on from what is stored, and forgets what only it needed. */
    private static final class Subjects {
        private final SplittableRandom random;
        private final Flaw flaw;
        private final MapStore store = new MapStore();
        private final BucketCache cache = new BucketCache(TINY, store);
        private State stored = State.empty();
        private long version;

        private Subjects(long seed, Flaw flaw) {
            random = new SplittableRandom(seed);
            this.flaw = flaw;
        }

        private Subject of(State state) {
            Subject subject = Subject.of(state);
            return new Subject() {
                @Override
                public Subject with(WriteSet writes) {
                    return of(step(state.with(writes)));
                }

                @Override
                public byte @Nullable [] get(Table table, byte[] key) {
                    return subject.get(table, key);
                }

                @Override
                public @Nullable Entry ceiling(Table table, byte[] key) {
                    return subject.ceiling(table, key);
                }

                @Override
                public long count(Table table) {
                    return subject.count(table);
                }

                @Override
                public byte[] root() {
                    return subject.root();
                }
            };
        }

        private State step(State next) {
            int choice = random.nextInt(4);
            if (choice > 0) {
                Difference difference = State.difference(stored, next, ++version, cache);
                stored = store.write(difference);
                damage(difference);
            }
            if (choice == 3) {
                stored = State.restore(store.stubs.values(), cache);
            }
            return choice == 2 ? next.relieved(stored) : choice == 3 ? stored : next;
        }

        private void damage(Difference difference) {
            List<Difference.Addition> added = difference.added();
            switch (flaw) {
                case NONE -> {}
                case AN_ADDITION_IS_LOST ->
                    added.forEach(addition -> store.contents.remove(MapStore.row(addition.stub())));
                case SUPERSEDED_ROWS_ARE_DROPPED_AT_ONCE -> store.prune();
                case A_ROW_HAS_ANOTHER_CONTENT ->
                    added.forEach(addition -> store.contents.put(
                            MapStore.row(addition.stub()), added.get(0).content()));
                case A_STUB_STAYS_THAT_IS_SUPERSEDED ->
                    difference
                            .superseded()
                            .forEach(stub -> store.stubs.putIfAbsent(
                                    stub.table().id() + " " + HEX.formatHex(stub.first()), stub));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasStoredComesBack(long seed) {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(ROOMY, store);
        State state = State.empty();
        State stored = state;
        Histories histories = new Histories(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int version = 1; version <= 30; version++) {
            state = state.with(histories.writes(300)).with(many(random, 300));
            stored = store.write(State.difference(stored, state, version, cache));

            State restored = store.restore(TINY);
            assertThat(restored.root()).isEqualTo(state.root()).isEqualTo(stored.root());
            for (Table table : Histories.TABLES) {
                assertThat(restored.count(table)).isEqualTo(state.count(table));
            }
            assertThat(restored.unstored()).isZero();
            assertThat(content(restored, NUMBERED)).isEqualTo(content(state, NUMBERED));
            assertThat(content(restored, NONCES)).isEqualTo(content(state, NONCES));
            if (random.nextBoolean()) {
                state = state.relieved(stored);
                store.prune();
            }
        }
    }

    /** The rows of a store depend on its content alone, but for their versions. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stepByStepGivesTheRowsOfOneStep(long seed) {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(TINY, store);
        State state = State.empty();
        State stored = state;
        Histories histories = new Histories(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int version = 1; version <= 30; version++) {
            state = state.with(histories.writes(200)).with(many(random, 200));
            Difference difference = State.difference(stored, state, version, cache);
            stored = store.write(difference);

            MapStore atOnce = new MapStore();
            atOnce.write(State.difference(State.empty(), state, 1, new BucketCache(TINY, atOnce)));
            assertThat(unversioned(store)).isEqualTo(unversioned(atOnce));
            if (random.nextBoolean()) {
                state = state.relieved(stored);
                store.prune();
            }
        }
    }

    @Test
    void whatIsUnchangedIsNeitherWrittenNorSuperseded() {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(TINY, store);
        State state = large();
        State stored = store.write(State.difference(State.empty(), state, 1, cache));
        int rows = store.contents.size();
        assertThat(rows).isGreaterThan(100);

        Difference none = State.difference(stored, state.relieved(stored), 2, cache);
        assertThat(none.added()).isEmpty();
        assertThat(none.superseded()).isEmpty();

        Write there = Write.put(NUMBERED, number(40), new byte[] {1});
        Write back = Write.put(NUMBERED, number(40), number(40));
        State changed = state.with(WriteSet.of(List.of(there)));
        Difference one = State.difference(stored, changed, 2, cache);
        assertThat(one.added()).hasSize(1);
        assertThat(one.superseded()).hasSize(1);

        State changedBack = changed.with(WriteSet.of(List.of(back)));
        assertThat(State.difference(stored, changedBack, 2, cache).added()).isEmpty();

        State storedChange = store.write(one);
        assertThat(store.contents).hasSize(rows + 1);
        assertThat(State.difference(storedChange, changedBack, 3, cache).added())
                .hasSize(1);
    }

    /** A difference that costs as much as the state would make checkpoints impossible. */
    @Test
    void aDifferenceReadsOnlyWhatIsChanged() {
        MapStore store = new MapStore();
        BucketCache none = new BucketCache(0, store);
        State state = large();
        State stored = store.write(State.difference(State.empty(), state, 1, none));

        State next = State.restore(store.stubs.values(), none); // shares no object with the stored version
        State.difference(stored, next, 2, none);
        next.relieved(stored);
        assertThat(none.loads()).isZero();

        State changed = stored.with(WriteSet.of(List.of(Write.put(NUMBERED, number(40), new byte[] {1}))));
        long loads = none.loads();
        assertThat(loads).isBetween(1L, 3L);
        assertThat(State.difference(stored, changed, 2, none).added()).hasSize(1);
        assertThat(none.loads()).isEqualTo(loads);
    }

    @Test
    void aBucketIsALargestSubtreeOf64Leaves() {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(ROOMY, store);
        State state = State.empty().with(numbers(0, 64));
        State stored = store.write(State.difference(State.empty(), state, 1, cache));
        assertThat(store.stubs.values()).extracting(Stub::count).containsExactly(64);

        state = state.with(numbers(64, 65)).relieved(stored);
        Difference difference = State.difference(stored, state, 2, cache);
        assertThat(difference.superseded()).isEmpty(); // the first 64 are a subtree still
        stored = store.write(difference);
        assertThat(store.stubs.values()).extracting(Stub::count).containsExactly(64, 1);

        state = state.with(WriteSet.of(List.of(Write.remove(NUMBERED, number(5)))))
                .relieved(stored);
        difference = State.difference(stored, state, 3, cache);
        assertThat(difference.superseded()).hasSize(2);
        stored = store.write(difference);
        assertThat(store.stubs.values()).extracting(Stub::count).containsExactly(64);

        List<Write> all = LongStream.range(0, 65)
                .mapToObj(i -> Write.remove(NUMBERED, number(i)))
                .toList();
        store.write(State.difference(stored, state.with(WriteSet.of(all)), 4, cache));
        assertThat(store.stubs).isEmpty();
    }

    /** What was merged into one bucket must not lead to rows that are gone. */
    @Test
    void aRelievedVersionNeedsNoSupersededRow() {
        for (long seed = 1; seed <= 4; seed++) {
            MapStore store = new MapStore();
            BucketCache cache = new BucketCache(TINY, store);
            SplittableRandom random = new SplittableRandom(seed);
            State state = State.empty().with(many(random, 500));
            State stored = store.write(State.difference(State.empty(), state, 1, cache));
            state = state.relieved(stored);
            for (int version = 2; version <= 20; version++) {
                State older = state.with(many(random, 60));
                state = older.with(many(random, 60));
                stored = store.write(State.difference(stored, older, version, cache));
                state = state.relieved(stored);
                store.prune();
                assertThat(content(state, NUMBERED)).hasSize((int) state.count(NUMBERED));
                assertThat(content(stored, NUMBERED)).isEqualTo(content(older.relieved(stored), NUMBERED));
            }
        }
    }

    @Test
    void theGoldenBytesOfABucket() {
        State state = State.empty()
                .with(WriteSet.of(List.of(
                        Write.put(QUEUE, HEX.parseHex("0101"), text("x")),
                        Write.put(QUEUE, HEX.parseHex("01ff"), new byte[0]))));
        Difference difference = State.difference(State.empty(), state, 7, new BucketCache(0, stub -> new byte[0]));

        Difference.Addition only = difference.added().get(0);
        assertThat(HEX.formatHex(only.content())).isEqualTo("01" + "02" + "01" + "01" + "01" + "0178" + "ff" + "00");
        assertThat(only.stub()).hasToString("bucket 0101 of table ledger.queue, version 7");
        assertThat(only.stub().count()).isEqualTo(2);
        assertThat(HEX.formatHex(only.stub().hash()))
                .isEqualTo("f030cfe9b99f67ad91485a6f2f6212488d54741a1817265de7119b5224b5715f");
    }

    @Test
    void aFlippedBitInAnyRowIsNoticedWhenItIsRead() {
        MapStore store = smallStore();
        byte[] root = store.restore(ROOMY).root();
        for (Stub stub : List.copyOf(store.stubs.values())) {
            byte[] content = Objects.requireNonNull(store.read(stub));
            for (int bit = 0; bit < content.length * 8; bit++) {
                byte[] flipped = content.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                store.contents.put(MapStore.row(stub), flipped);
                State damaged = store.restore(ROOMY);
                assertThat(damaged.root()).isEqualTo(root);
                assertUnreadable(() -> readAll(damaged), stub);
            }
            for (byte[] other : List.of(new byte[0], Arrays.copyOf(content, content.length + 1))) {
                store.contents.put(MapStore.row(stub), other);
                assertUnreadable(() -> readAll(store.restore(ROOMY)), stub);
            }
            store.contents.remove(MapStore.row(stub));
            assertUnreadable(() -> readAll(store.restore(ROOMY)), stub);
            store.contents.put(MapStore.row(stub), content);
        }
        readAll(store.restore(ROOMY));
    }

    @Test
    void aFlippedBitInAnyStubIsNoticedAtTheRootOrWhenItIsRead() {
        MapStore store = smallStore();
        byte[] root = store.restore(ROOMY).root();
        for (Map.Entry<String, Stub> row : new TreeMap<>(store.stubs).entrySet()) {
            String place = row.getKey();
            Stub stub = row.getValue();
            for (int bit = 0; bit < stub.first().length * 8; bit++) {
                byte[] first = flipped(stub.first(), bit);
                assertNoticed(store, place, root, Stub.of(stub.table(), first, stub.count(), stub.hash(), 1));
            }
            for (int bit = 0; bit < 256; bit++) {
                byte[] hash = flipped(stub.hash(), bit);
                assertNoticed(store, place, root, Stub.of(stub.table(), stub.first(), stub.count(), hash, 1));
            }
            for (int bit = 0; bit < 6; bit++) {
                int count = stub.count() ^ 1 << bit;
                if (count > 0 && count <= 64) {
                    assertNoticed(store, place, root, Stub.of(stub.table(), stub.first(), count, stub.hash(), 1));
                }
            }
            assertNoticed(store, place, root, Stub.of(stub.table(), stub.first(), stub.count(), stub.hash(), 1L << 40));
            store.stubs.put(place, stub);
        }
        readAll(store.restore(ROOMY));
    }

    /** The source answers whatever the row says, so that nothing but the stub itself can show what is wrong with it. */
    private static void assertNoticed(MapStore store, String place, byte[] root, Stub stub) {
        Stub right = store.stubs.put(place, stub);
        try {
            BucketSource forgiving = asked -> {
                byte[] exact = store.read(asked);
                return exact != null || asked.version() != 1 ? exact : store.read(right);
            };
            State damaged = State.restore(store.stubs.values(), new BucketCache(ROOMY, forgiving));
            if (Arrays.equals(damaged.root(), root)) {
                assertThatThrownBy(() -> readAll(damaged))
                        .as(stub + " for " + right)
                        .isInstanceOf(UnreadableStateError.class);
            }
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching(".*(ascend|one bucket).*");
        } finally {
            store.stubs.put(place, right);
        }
    }

    @Test
    void aStoreThatCannotReadIsNotTakenForAnEmptyOne() {
        MapStore store = smallStore();
        State state = State.restore(store.stubs.values(), new BucketCache(0, stub -> {
            throw new IllegalStateException("the disk is gone");
        }));

        assertThatThrownBy(() -> state.get(QUEUE, HEX.parseHex("0101")))
                .isInstanceOf(UnreadableStateError.class)
                .hasMessageContaining("cannot be read")
                .hasRootCauseMessage("the disk is gone");
    }

    @Test
    void aVersionThatIsNotStoredIsNotTakenForOne() {
        State state = State.empty().with(numbers(0, 3));
        BucketCache cache = new BucketCache(0, stub -> null);

        assertThatThrownBy(() -> state.relieved(state)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> State.difference(state, State.empty(), 1, cache))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in memory alone");
    }

    @Test
    void rowsThatNoStoreHasAreRefused() {
        MapStore store = smallStore();
        List<Stub> stubs = List.copyOf(store.stubs.values());
        List<Stub> reversed = new ArrayList<>(stubs);
        Collections.reverse(reversed);

        for (List<Stub> wrong : List.of(reversed, List.of(stubs.get(0), stubs.get(0)))) {
            assertThatThrownBy(() -> State.restore(wrong, new BucketCache(0, store)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] hash = new byte[32];
        List<Stub> parted =
                List.of(Stub.of(QUEUE, new byte[2], 32, hash, 1), Stub.of(QUEUE, new byte[] {1, 0}, 32, hash, 1));
        assertThatThrownBy(() -> State.restore(parted, new BucketCache(0, store)))
                .hasMessageContaining("one bucket");
        assertThatThrownBy(() -> new BucketCache(-1, store)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[3], 1, hash, 1)).hasMessageContaining("2 bytes, got 3");
        assertThatThrownBy(() -> Stub.of(BALANCES, new byte[2], 1, hash, 1)).hasMessageContaining("32 bytes, got 2");
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[2], 0, hash, 1)).hasMessageContaining("1 to 64 leaves");
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[2], 65, hash, 1)).hasMessageContaining("1 to 64 leaves");
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[2], 1, new byte[31], 1))
                .hasMessageContaining("got 31");
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[2], 1, hash, 1L << 56)).hasMessageContaining("version");
        assertThatThrownBy(() -> Stub.of(QUEUE, new byte[2], 1, hash, -1)).hasMessageContaining("version");
    }

    @Test
    void theCacheKeepsToItsBoundAndWhatIsUsed() {
        MapStore store = new MapStore();
        store.write(
                State.difference(State.empty(), State.empty().with(numbers(0, 6400)), 1, new BucketCache(0, store)));
        BucketCache cache = new BucketCache(200_000, store);
        State state = State.restore(store.stubs.values(), cache);

        for (int i = 0; i < 6400; i += 64) {
            state.get(NUMBERED, number(i));
            state.get(NUMBERED, number(3));
            assertThat(cache.bytes()).isLessThanOrEqualTo(200_000);
        }
        assertThat(cache.loads()).isEqualTo(100); // the one used in between was loaded once
        assertThat(cache.bytes()).isGreaterThan(100_000);
        state.get(NUMBERED, number(64));
        assertThat(cache.loads()).isEqualTo(101); // what had to go is gone
    }

    @Test
    void whatACheckpointSupersedesTakesNoRoomInTheCache() {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(ROOMY, store);
        State stored = store.write(State.difference(State.empty(), State.empty().with(numbers(0, 640)), 1, cache));
        long bytes = cache.bytes();
        for (int version = 2; version <= 10; version++) {
            State changed = stored.with(WriteSet.of(List.of(Write.put(NUMBERED, number(40), number(version)))));
            State older = stored;
            stored = store.write(State.difference(stored, changed, version, cache));
            assertThat(cache.bytes()).isEqualTo(bytes);
            assertThat(cache.loads()).isEqualTo(version - 2);

            byte[] before = version == 2 ? number(40) : number(version - 1);
            assertThat(older.get(NUMBERED, number(40))).isEqualTo(before);
            assertThat(cache.loads()).isEqualTo(version - 1);
            assertThat(cache.bytes()).isGreaterThan(bytes);
            bytes = cache.bytes(); // whoever reads an older version has it loaded again
        }
        assertThat(content(stored, NUMBERED)).hasSize(640);
    }

    @Test
    void whatIsSupersededPushesNothingOutThatIsInUse() {
        MapStore store = new MapStore();
        State state = State.empty().with(numbers(0, 640));
        BucketCache roomy = new BucketCache(ROOMY, store);
        State.difference(State.empty(), state, 1, roomy);
        BucketCache full = new BucketCache(roomy.bytes(), store);
        State stored = store.write(State.difference(State.empty(), state, 1, full));
        for (int version = 2; version <= 30; version++) {
            State changed = stored.with(WriteSet.of(List.of(Write.put(NUMBERED, number(40), number(version)))));
            stored = store.write(State.difference(stored, changed, version, full));
        }

        assertThat(content(stored, NUMBERED)).hasSize(640);
        assertThat(full.loads()).isZero();
        assertThat(full.bytes()).isEqualTo(roomy.bytes());
    }

    /** What was next to a bucket that shrank is read for the bucket that both become, and then gone too. */
    @Test
    void bucketsThatBecomeOneTakeTheRoomOfOne() {
        for (long removed : new long[] {63, 64, 100, 127}) {
            MapStore store = new MapStore();
            BucketCache cache = new BucketCache(ROOMY, store);
            State stored =
                    store.write(State.difference(State.empty(), State.empty().with(numbers(63, 128)), 1, cache));
            assertThat(store.stubs).hasSize(2);
            State one = stored.with(WriteSet.of(List.of(Write.remove(NUMBERED, number(removed)))));

            Difference difference = State.difference(stored, one, 2, cache);
            long bytes = cache.bytes();
            assertThat(cache.loads()).as("without %d", removed).isZero();

            BucketCache alone = new BucketCache(ROOMY, store);
            State.difference(State.empty(), one, 2, alone);
            assertThat(difference.added()).hasSize(removed == 63 ? 0 : 1);
            assertThat(bytes).as("without %d", removed).isEqualTo(alone.bytes());
        }
    }

    /** In memory too: what is read later of two buckets that have become one is what it would be if it had always been one. */
    @Test
    void whatIsLeftOfTwoBucketsIsOnePage() {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(ROOMY, store);
        State full = State.empty().with(numbers(0, 60)).with(numbers(64, 69));
        State stored = store.write(State.difference(State.empty(), full, 1, cache));
        assertThat(store.stubs).hasSize(2);
        List<Write> most = LongStream.range(3, 60)
                .mapToObj(i -> Write.remove(NUMBERED, number(i)))
                .toList();
        State left = full.relieved(stored).with(WriteSet.of(most));

        Difference difference = State.difference(stored, left, 2, cache);
        long bytes = cache.bytes();

        assertThat(difference.superseded()).hasSize(2);
        BucketCache alone = new BucketCache(ROOMY, store);
        State.difference(State.empty(), State.empty().with(numbers(0, 3)).with(numbers(64, 69)), 2, alone);
        assertThat(bytes).isEqualTo(alone.bytes());
    }

    @Test
    void whatIsHeldInMemoryIsCounted() {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(ROOMY, store);
        State state = State.empty();
        State stored = state;
        SplittableRandom random = new SplittableRandom(1);
        for (int version = 1; version <= 20; version++) {
            for (int i = 0; i < 5; i++) {
                state = state.with(many(random, 200));
                assertThat(state.unstored()).isEqualTo(weigh(state));
            }
            stored = store.write(State.difference(stored, state, version, cache));
            State next = state.with(many(random, 20));
            state = next.relieved(stored);
            assertThat(state.unstored()).isEqualTo(weigh(state)).isLessThanOrEqualTo(next.unstored());
            assertThat(stored.unstored()).isZero();
        }
    }

    @Test
    void readersOfAllVersionsAgreeWhileBucketsComeAndGo() throws Exception {
        MapStore store = new MapStore();
        BucketCache cache = new BucketCache(TINY, store);
        State state = large();
        State stored = store.write(State.difference(State.empty(), state, 1, cache));
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> reading = new ArrayList<>();
            State resident = state;
            for (int reader = 0; reader < 4; reader++) {
                SplittableRandom random = new SplittableRandom(reader);
                Callable<@Nullable Void> task = () -> {
                    for (int i = 0; i < 5_000; i++) {
                        byte[] key = number(random.nextInt(4_000));
                        assertThat(stored.ceiling(NUMBERED, key)).isEqualTo(resident.ceiling(NUMBERED, key));
                        assertThat(stored.get(SPREAD, key)).isEqualTo(resident.get(SPREAD, key));
                    }
                    return null;
                };
                reading.add(readers.submit(task));
            }
            SplittableRandom random = new SplittableRandom(9);
            State writing = stored;
            State last = stored;
            for (int version = 2; version <= 40; version++) {
                writing = writing.with(many(random, 50));
                last = store.write(State.difference(last, writing, version, cache));
                writing = writing.relieved(last);
            }
            for (Future<?> each : reading) {
                each.get();
            }
            assertThat(cache.bytes()).isBetween(0L, TINY);
            assertThat(store.restore(0).root()).isEqualTo(writing.root());
        } finally {
            readers.shutdownNow();
        }
    }

    /** Two buckets of a table, and two tables more: little enough to flip each bit. */
    private static MapStore smallStore() {
        MapStore store = new MapStore();
        State state = State.empty()
                .with(WriteSet.of(IntStream.range(0, 65)
                        .mapToObj(i -> Write.put(NUMBERED, number(i), new byte[i % 2]))
                        .toList()))
                .with(WriteSet.of(List.of(
                        Write.put(QUEUE, HEX.parseHex("0101"), text("x")),
                        Write.put(SPREAD, text("alice"), text("a")),
                        Write.put(SPREAD, text("bob"), text("b")))));
        store.write(State.difference(State.empty(), state, 1, new BucketCache(0, store)));
        return store;
    }

    private static void assertUnreadable(Runnable read, Stub stub) {
        assertThatThrownBy(read::run).isInstanceOf(UnreadableStateError.class).hasMessageContaining(stub.toString());
    }

    private static void readAll(State state) {
        content(state, NUMBERED);
        content(state, QUEUE);
        state.get(SPREAD, text("alice"));
        state.get(SPREAD, text("bob"));
    }

    private static List<Entry> content(State state, Table table) {
        List<Entry> content = new ArrayList<>();
        for (Entry entry = state.first(table); entry != null; entry = state.higher(table, entry.key())) {
            content.add(entry);
        }
        return content;
    }

    private static List<String> unversioned(MapStore store) {
        return store.stubs.entrySet().stream()
                .map(stub -> stub.getKey() + " " + stub.getValue().count() + " "
                        + HEX.formatHex(stub.getValue().hash()) + " "
                        + HEX.formatHex(store.read(stub.getValue())))
                .toList();
    }

    /** Puts and removals among neighbours, so that buckets part and join. */
    private static WriteSet many(SplittableRandom random, int count) {
        int most = random.nextInt(4) == 0 ? 200 : 4_000;
        boolean shrinking = random.nextInt(3) == 0;
        NavigableMap<String, Write> writes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Table table = random.nextBoolean() ? NUMBERED : SPREAD;
            byte[] key = number(random.nextInt(most));
            byte[] value = new byte[random.nextInt(30)];
            random.nextBytes(value);
            boolean removed = random.nextInt(10) < (shrinking ? 8 : 2);
            writes.put(
                    Write.remove(table, key).toString(),
                    removed ? Write.remove(table, key) : Write.put(table, key, value));
        }
        return WriteSet.of(writes.values());
    }

    private static State large() {
        return State.empty()
                .with(numbers(0, 5_000))
                .with(WriteSet.of(IntStream.range(0, 3_000)
                        .mapToObj(i -> Write.put(SPREAD, number(i), number(i)))
                        .toList()));
    }

    private static WriteSet numbers(int from, int to) {
        return WriteSet.of(IntStream.range(from, to)
                .mapToObj(i -> Write.put(NUMBERED, number(i), number(i)))
                .toList());
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static long weigh(State state) {
        return state.weigh();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
