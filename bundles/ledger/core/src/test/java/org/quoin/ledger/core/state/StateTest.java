package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.state.Histories.BALANCES;
import static org.quoin.ledger.core.state.Histories.NONCES;
import static org.quoin.ledger.core.state.Histories.QUEUE;
import static org.quoin.ledger.core.state.Histories.WIDE;

import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.core.state.FlawedState.Flaw;

class StateTest {
    private static final HexFormat HEX = HexFormat.of();

    // The roots in the next three tests were computed by a Python script from the format's description alone.

    @Test
    void theGoldenRootsOfOneTable() {
        State state = State.empty();
        assertThat(hex(state.root())).isEqualTo("00".repeat(32));

        state = state.with(WriteSet.of(List.of(put("alice", "64"))));
        assertThat(hex(state.root())).isEqualTo("3c21ebf36266bfbbef41868eda53cb45f423d2fddabfe72c20804c10690c42aa");

        state = state.with(WriteSet.of(List.of(put("bob", "07"))));
        assertThat(hex(state.root())).isEqualTo("9a40e9fd6add5d4505307975e7bbe77d4ff234a08dac3e88ed49e2534689f625");
        assertThat(hex(state.tableRoot(BALANCES)))
                .isEqualTo("3a89125aa50ee921d550ffa173c0616535c3a65c391edffc7f3755a1260c92b7");
        assertThat(hex(state.tableRoot(QUEUE)))
                .isEqualTo("85e8b32eef5ee624154ad59a758f3c68aba396cdf90e4a5384865f193e730c25");
    }

    @Test
    void theGoldenRootsOfThreeTables() {
        State state = threeTables();

        assertThat(hex(state.root())).isEqualTo("7b0bb91d20eb59bcab182f0b6c93af7eeed23ca72d9c03255cacc633192cf339");
        assertThat(hex(state.root(table -> !table.equals(NONCES))))
                .isEqualTo("d1ff50f7a5cfce36a78847224a7d154eabab63a35e1ffccc8407d6ab7f04e4af");
        assertThat(hex(state.root(QUEUE::equals)))
                .isEqualTo("97badf5bb6fda5977c9966aa0ae546e35aa4cd7b65372341cbe6dd48111d51a0");
        assertThat(hex(state.tableRoot(QUEUE)))
                .isEqualTo("1cdeadbb4eff74167166f576b708eb4482e4911f5c348dd213305af9fef1d82f");
        assertThat(hex(state.tableRoot(NONCES)))
                .isEqualTo("5a17c8b5c77bb154d6bd92e5fec3b186d0491e8dde486724558ef18e42079b56");
    }

    @Test
    void theDeepestTrieHasOneNodeForEachBitOfAPath() {
        Table deep = Table.ordered("test.deep", 64);
        State state = State.empty()
                .with(WriteSet.of(IntStream.range(0, 512)
                        .mapToObj(bit -> Write.put(deep, oneBit(bit), new byte[] {(byte) (bit % 251)}))
                        .toList()));

        assertThat(hex(state.root())).isEqualTo("3933ce1736552b3530bce9dc151b15cb71503eafd5508e2731dace88a3e7fcf8");
        assertThat(state.get(deep, oneBit(511))).containsExactly(9);
        assertThat(state.first(deep)).isEqualTo(Entry.of(oneBit(511), new byte[] {9}));
        assertThat(state.higher(deep, oneBit(1))).isEqualTo(Entry.of(oneBit(0), new byte[] {0}));
        assertThat(state.higher(deep, oneBit(0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyVersionAgreesWithTheModel(long seed) {
        StateChecks.followsTheModel(Subject.of(State.empty()), seed, 25_000);
    }

    @Test
    void theStateThatIsFlawedBelowWouldOtherwiseAgree() {
        StateChecks.followsTheModel(new FlawedState(Flaw.NONE), 1, 1_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawedStateDoesNotAgree(Flaw flaw) {
        assertThatThrownBy(() -> StateChecks.followsTheModel(new FlawedState(flaw), 1, 1_000))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRootDependsOnTheContentAndNotOnTheHistory(long seed) {
        Histories histories = new Histories(seed);
        Model model = new Model();
        for (int i = 0; i < 20; i++) {
            model.apply(histories.writes(100));
        }
        List<Write> content = content(model);
        State atOnce = State.empty().with(WriteSet.of(content));

        Model wandering = new Model();
        State byDetours = State.empty();
        for (Write write : histories.shuffled(content)) {
            for (WriteSet writes : List.of(histories.writes(5), WriteSet.of(List.of(write)))) {
                byDetours = byDetours.with(writes);
                wandering.apply(writes);
            }
        }
        for (Write write : histories.shuffled(content(wandering))) {
            byte[] value = model.get(write.table(), write.key());
            Write last = value == null
                    ? Write.remove(write.table(), write.key())
                    : Write.put(write.table(), write.key(), value);
            byDetours = byDetours.with(WriteSet.of(List.of(last)));
        }
        byDetours = byDetours.with(WriteSet.of(content));

        assertThat(byDetours.root()).as("seed " + seed).isEqualTo(atOnce.root()).isEqualTo(model.root());
    }

    @Test
    void removingWhatWasAddedGivesTheFormerRoot() {
        State before = threeTables();
        List<Write> added = IntStream.range(0, 1000)
                .mapToObj(i -> put("account " + i, "01"))
                .toList();
        List<Write> removed =
                added.stream().map(write -> Write.remove(BALANCES, write.key())).toList();

        State with = before.with(WriteSet.of(added));
        State without = with.with(WriteSet.of(removed));

        assertThat(with.root()).isNotEqualTo(before.root());
        assertThat(with.count(BALANCES)).isEqualTo(1002);
        assertThat(without.root()).isEqualTo(before.root());
        assertThat(without.count(BALANCES)).isEqualTo(2);
    }

    @Test
    void aTableThatBecomesEmptyIsForgotten() {
        State state = State.empty().with(WriteSet.of(List.of(put("alice", "64"))));
        state = state.with(WriteSet.of(List.of(Write.remove(BALANCES, text("alice")))));

        assertThat(state.root()).containsOnly(0);
        assertThat(state.count(BALANCES)).isZero();
        assertThat(state.count(Table.ordered(BALANCES.id(), 8))).isZero();
    }

    @Test
    void aRejectedTransactionChangesTheNoncesAlone() {
        State before = threeTables();
        State after =
                before.with(WriteSet.of(List.of(Write.put(NONCES, HEX.parseHex("000000000000000001"), text("6")))));

        assertThat(after.root(table -> !table.equals(NONCES))).isEqualTo(before.root(table -> !table.equals(NONCES)));
        assertThat(after.tableRoot(NONCES)).isNotEqualTo(before.tableRoot(NONCES));
        assertThat(after.root()).isNotEqualTo(before.root());
    }

    @Test
    void writesThatChangeNothingChangeNoRoot() {
        State state = threeTables();
        State same = state.with(WriteSet.of(List.of(put("alice", "64"), Write.remove(BALANCES, text("carol")))));

        assertThat(same.root()).isEqualTo(state.root());
        assertThat(same.count(BALANCES)).isEqualTo(2);
    }

    @Test
    void aBatchHashesEachNewNodeOnce() throws NoSuchAlgorithmException {
        Model model = new Model();
        Histories histories = new Histories(11);
        List<Write> base = distinct(histories, 800);
        List<Write> batch = distinct(histories, 300);
        model.apply(WriteSet.of(base));
        List<String> before = model.nodes(WIDE);
        long changed = batch.stream()
                .filter(write -> !Arrays.equals(write.value, model.get(WIDE, write.key)))
                .count();
        model.apply(WriteSet.of(batch));
        List<String> fresh = new ArrayList<>(model.nodes(WIDE));
        fresh.removeAll(before);
        Trie trie = Trie.EMPTY.with(edits(base), new Hasher());

        CountingSha256 atOnce = new CountingSha256();
        trie.with(edits(batch), new Hasher(atOnce));
        assertThat(atOnce.digests()).isEqualTo(fresh.size() + 2 * changed); // of a new leaf and its value

        CountingSha256 unchanged = new CountingSha256();
        trie.with(edits(base), new Hasher(unchanged));
        assertThat(unchanged.digests()).isZero();

        CountingSha256 oneByOne = new CountingSha256();
        for (Edit edit : edits(batch)) {
            trie = trie.with(new Edit[] {edit}, new Hasher(oneByOne));
        }
        assertThat(oneByOne.digests()).isGreaterThan(2 * atOnce.digests());
    }

    /** Without its first byte the leaf of a longer path would have the very bytes of a node: two contents, one root. */
    @Test
    void aNodeCannotPassForALeaf() {
        Table narrow = Table.ordered("test.table", 1);
        Table forged = Table.ordered("test.table", 34);
        byte[] left = Model.hash(new byte[] {0x00}, Model.hash(text("left")));
        byte[] right = concat(new byte[] {(byte) 0x80}, Model.hash(text("right")));
        byte[] path = concat(new byte[] {0, 0}, left);

        byte[] nodeWithoutDomain = Model.hash(new byte[] {0, 0}, left, Model.hash(right));
        byte[] leafWithoutDomain = Model.hash(path, Model.hash(right));
        assertThat(leafWithoutDomain).isEqualTo(nodeWithoutDomain);

        Hasher hasher = new Hasher();
        Trie two = Trie.EMPTY.with(
                edits(List.of(
                        Write.put(narrow, new byte[] {0x00}, text("left")),
                        Write.put(narrow, new byte[] {(byte) 0x80}, text("right")))),
                hasher);
        Trie one = Trie.EMPTY.with(edits(List.of(Write.put(forged, path, right))), hasher);
        assertThat(one.hash()).isNotEqualTo(two.hash());
    }

    @Test
    void whatIsNotAKeyOfTheTableIsRefused() {
        State state = threeTables();

        assertRefused(
                () -> state.get(BALANCES, new byte[0]), "A key of table ledger.balances has 1 to 256 bytes, got 0");
        assertRefused(() -> state.get(BALANCES, new byte[257]), "got 257");
        assertRefused(() -> state.get(QUEUE, new byte[3]), "A key of table ledger.queue has 2 bytes, got 3");
        assertRefused(() -> state.ceiling(QUEUE, new byte[1]), "got 1");
        assertRefused(() -> state.higher(QUEUE, new byte[1]), "got 1");
        assertRefused(() -> state.ceiling(BALANCES, new byte[1]), "Table ledger.balances is hashed: it has no order");
        assertRefused(() -> state.first(BALANCES), "no order");
    }

    @Test
    void aTableUnderAnotherDefinitionIsRefused() {
        State state = threeTables();
        Table wider = Table.ordered(QUEUE.id(), 3);

        assertRefused(() -> state.get(wider, new byte[3]), "Two tables share an id");
        assertRefused(() -> state.count(Table.hashed(QUEUE.id())), "Two tables share an id");
        assertRefused(
                () -> state.with(WriteSet.of(List.of(Write.put(wider, new byte[3], new byte[1])))),
                "Two tables share an id");
    }

    @Test
    void noArrayIsSharedWithTheCaller() {
        byte[] key = HEX.parseHex("0005");
        byte[] value = text("value");
        Write write = Write.put(QUEUE, key, value);
        State state = State.empty().with(WriteSet.of(List.of(write)));
        String root = hex(state.root());
        Entry entry = state.first(QUEUE);
        assertThat(entry).isNotNull();

        for (byte[] array : Arrays.asList(
                key, value, write.key(), write.value(), state.get(QUEUE, key.clone()), entry.key(), entry.value())) {
            Arrays.fill(array, (byte) 0x55);
        }
        state.root()[0]++;
        state.tableRoot(QUEUE)[0]++;
        State.empty().root()[0]++;

        assertThat(state.get(QUEUE, HEX.parseHex("0005"))).isEqualTo(text("value"));
        assertThat(state.first(QUEUE)).isEqualTo(Entry.of(HEX.parseHex("0005"), text("value")));
        assertThat(write).isEqualTo(Write.put(QUEUE, HEX.parseHex("0005"), text("value")));
        assertThat(hex(state.root())).isEqualTo(root);
        assertThat(State.empty().root()).containsOnly(0);
    }

    /** So any number of threads may read a state, however they came by it. What a bucket has loaded is volatile; tools may add fields. */
    @Test
    void whatAStateIsMadeOfHasOnlyFinalFields() {
        assertThat(Stream.concat(
                                Stream.of(
                                        State.class,
                                        Table.class,
                                        Entry.class,
                                        Write.class,
                                        WriteSet.class,
                                        Trie.class,
                                        Digest.class,
                                        Stub.class,
                                        Bucket.class),
                                Stream.concat(
                                        Stream.of(State.class.getDeclaredClasses()),
                                        Stream.of(Node.Subtree.class.getPermittedSubclasses())))
                        .flatMap(type -> Stream.of(type.getDeclaredFields()))
                        .filter(field -> !field.isSynthetic() && !Modifier.isFinal(field.getModifiers()))
                        .map(field -> Modifier.toString(field.getModifiers()) + " " + field.getName()))
                .containsExactly("volatile loaded");
    }

    private static void assertRefused(Runnable use, String because) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    private static State threeTables() {
        return State.empty()
                .with(WriteSet.of(List.of(
                        put("alice", "64"),
                        put("bob", "07"),
                        Write.put(QUEUE, HEX.parseHex("0001"), new byte[0]),
                        Write.put(QUEUE, HEX.parseHex("0003"), text("x")),
                        Write.put(QUEUE, HEX.parseHex("8000"), text("yz")),
                        Write.put(NONCES, HEX.parseHex("000000000000000001"), new byte[] {5}))));
    }

    private static List<Write> content(Model model) {
        List<Write> content = new ArrayList<>();
        for (Table table : Histories.TABLES) {
            for (byte[] key : model.keys(table)) {
                content.add(Write.put(table, key, Objects.requireNonNull(model.get(table, key))));
            }
        }
        return content;
    }

    private static List<Write> distinct(Histories histories, int count) {
        Model seen = new Model();
        while (seen.count(WIDE) < count) {
            seen.apply(WriteSet.of(List.of(Write.put(WIDE, histories.key(WIDE), histories.value()))));
        }
        return seen.keys(WIDE).stream()
                .map(key -> Write.put(WIDE, key, histories.value()))
                .toList();
    }

    private static Edit[] edits(List<Write> writes) {
        return writes.stream().map(write -> new Edit(write.key, write.value)).toArray(Edit[]::new);
    }

    private static Write put(String key, String value) {
        return Write.put(BALANCES, text(key), HEX.parseHex(value));
    }

    private static byte[] oneBit(int bit) {
        byte[] key = new byte[64];
        key[bit / 8] = (byte) (0x80 >>> bit % 8);
        return key;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
