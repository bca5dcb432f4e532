package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.core.state.Node.Branch;

/** Tries of a few pages, where leaves come and go at the borders of these. */
class PageTest {
    private static final int[] LENGTHS = {0, 1, 16, 16, 16, 40, Page.LONGEST - 1, Page.LONGEST, Page.LONGEST + 1, 1_000
    };

    /** Every version keeps its content, its root, its ways and its shape, whatever is done to those after it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 32, 64})
    void everyVersionIsWhatItsContentSays(int width) {
        SplittableRandom random = new SplittableRandom(width);
        Table table = Table.ordered("test.pages", width);
        for (int history = 0; history < 12; history++) {
            int most = 1 + random.nextInt(history < 6 ? 12 : 60);
            List<byte[]> keys = keys(random, width, most);
            NavigableMap<byte[], byte[]> content = new TreeMap<>(Arrays::compareUnsigned);
            Model model = new Model();
            Trie trie = Trie.EMPTY;
            List<Runnable> versions = new ArrayList<>();
            for (int batch = 0; batch < 40; batch++) {
                List<Write> writes = writes(random, table, keys, content);
                trie = trie.with(edits(writes), new Hasher());
                model.apply(WriteSet.of(writes));
                writes.forEach(write -> apply(write, content));
                Trie version = trie;
                NavigableMap<byte[], byte[]> then = new TreeMap<>(content);
                byte[] hash = model.rootOf(table);
                versions.add(() -> agrees(version, then, hash, keys));
                agrees(trie, content, hash, keys);
            }
            versions.forEach(Runnable::run);
        }
    }

    /** What was hashed before is not hashed again, also when a page is put together anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anEditHashesNewNodesAlone(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Table table = Table.ordered("test.pages", 2);
        for (int history = 0; history < 20; history++) {
            List<byte[]> keys = keys(random, 2, 1 + random.nextInt(30));
            NavigableMap<byte[], byte[]> content = new TreeMap<>(Arrays::compareUnsigned);
            Model model = new Model();
            Trie trie = Trie.EMPTY;
            for (int batch = 0; batch < 30; batch++) {
                List<Write> writes = writes(random, table, keys, content);
                List<String> before = model.nodes(table);
                long written = writes.stream()
                        .filter(write -> write.value != null && !Arrays.equals(write.value, content.get(write.key)))
                        .count();
                model.apply(WriteSet.of(writes));
                writes.forEach(write -> apply(write, content));
                List<String> fresh = new ArrayList<>(model.nodes(table));
                fresh.removeAll(before);

                CountingSha256 sha256 = new CountingSha256();
                trie = trie.with(edits(writes), new Hasher(sha256));
                assertThat(sha256.digests()).isEqualTo(fresh.size() + 2 * written);
            }
        }
    }

    /** Or else who writes a small row beside large ones would make all of them be copied. */
    @Test
    void aLongValueIsNotCopiedWhenItsNeighboursChange() {
        Table table = Table.ordered("test.pages", 1);
        byte[] large = new byte[Page.LONGEST + 1];
        byte[] at = {3};
        Trie trie = Trie.EMPTY.with(edits(List.of(new Write(table, at, large))), new Hasher());
        for (int i = 0; i < 40; i++) {
            Write neighbour = new Write(table, new byte[] {(byte) (4 + i % 13)}, i % 3 == 2 ? null : new byte[i]);
            trie = trie.with(edits(List.of(neighbour)), new Hasher());
            assertThat(trie.get(at)).isSameAs(large);
        }
    }

    @Test
    void writesThatChangeNothingLeaveTheVeryTrie() {
        Table table = Table.ordered("test.pages", 1);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            writes.add(new Write(table, new byte[] {(byte) (2 * i)}, new byte[10 * i]));
        }
        Trie trie = Trie.EMPTY.with(edits(writes), new Hasher());
        List<Write> same = new ArrayList<>(writes);
        for (int i = 0; i < 30; i++) {
            same.add(2 * i + 1, new Write(table, new byte[] {(byte) (2 * i + 1)}, null));
        }
        assertThat(trie.with(edits(same), new Hasher())).isSameAs(trie);
    }

    private static void agrees(Trie trie, NavigableMap<byte[], byte[]> content, byte[] hash, List<byte[]> keys) {
        assertThat(trie.hash().bytes()).isEqualTo(hash);
        assertThat(trie.size()).isEqualTo(content.size());
        assertThat(trie.node() == null ? 0 : leaves(trie.node())).isEqualTo(content.size());
        assertThat(trie.unstored()).isEqualTo(trie.node() == null ? 0 : Weight.of(trie.node()));
        for (byte[] key : keys) {
            assertThat(trie.get(key)).isEqualTo(content.get(key));
            Leaf ceiling = trie.ceiling(key);
            assertThat(ceiling == null ? null : ceiling.path).isEqualTo(content.ceilingKey(key));
            Walk walk = trie.walk(key);
            assertThat(walk == null).isEqualTo(content.isEmpty());
            if (walk != null) {
                assertThat(walk.value()).isEqualTo(content.get(walk.path()));
                assertThat(content.containsKey(key)).isEqualTo(Arrays.equals(walk.path(), key));
                assertThat(root(walk)).isEqualTo(hash);
            }
        }
    }

    /** Counts leaves, and finds no branch that could be a page, and no page that is too large. */
    private static int leaves(Node node) {
        if (node instanceof Branch branch) {
            int leaves = leaves(branch.left) + leaves(branch.right);
            assertThat(leaves).isGreaterThan(Page.MOST);
            return leaves;
        }
        assertThat(node.count()).isBetween(1, Page.MOST);
        return node.count();
    }

    /** As who checks a proof computes it. */
    private static byte[] root(Walk walk) {
        byte[] hash = Model.hash(new byte[1], walk.path(), Model.hash(walk.value()));
        List<Walk.Step> steps = walk.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Walk.Step step = steps.get(i);
            byte[] domain = {1, (byte) (step.bit() / 256), (byte) step.bit()};
            boolean right = (walk.path()[step.bit() / 8] & 0x80 >>> step.bit() % 8) != 0;
            hash = right ? Model.hash(domain, step.sibling(), hash) : Model.hash(domain, hash, step.sibling());
        }
        return hash;
    }

    /** Some close together, some that differ from others in one bit anywhere. */
    private static List<byte[]> keys(SplittableRandom random, int width, int count) {
        NavigableMap<byte[], byte[]> keys = new TreeMap<>(Arrays::compareUnsigned);
        byte[] key = new byte[width];
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) == 0) {
                random.nextBytes(key);
            } else {
                int bit = random.nextBoolean() ? width * 8 - 1 - random.nextInt(6) : random.nextInt(width * 8);
                key[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            }
            keys.put(key.clone(), key);
        }
        return List.copyOf(keys.keySet());
    }

    /** At times nearly all go; a value is often one of the length before, and sometimes the one before. */
    private static List<Write> writes(
            SplittableRandom random, Table table, List<byte[]> keys, NavigableMap<byte[], byte[]> content) {
        int removals = random.nextInt(5) == 0 ? 9 : 2;
        int share = 1 + random.nextInt(10);
        List<Write> writes = new ArrayList<>();
        for (byte[] key : keys) {
            if (random.nextInt(10) < share) {
                boolean removed = random.nextInt(10) < removals;
                writes.add(new Write(table, key, removed ? null : value(random, content.get(key))));
            }
        }
        return writes;
    }

    private static byte[] value(SplittableRandom random, byte @Nullable [] before) {
        if (before != null && random.nextInt(4) == 0) {
            return before.clone();
        }
        int other = LENGTHS[random.nextInt(LENGTHS.length)];
        byte[] value = new byte[before != null && random.nextInt(4) > 0 ? before.length : other];
        random.nextBytes(value);
        return value;
    }

    private static void apply(Write write, NavigableMap<byte[], byte[]> content) {
        if (write.value == null) {
            content.remove(write.key);
        } else {
            content.put(write.key, write.value);
        }
    }

    private static Edit[] edits(List<Write> writes) {
        return writes.stream().map(write -> new Edit(write.key, write.value)).toArray(Edit[]::new);
    }
}
