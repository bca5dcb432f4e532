package org.quoin.ledger.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RocksStoreTest {
    private static final long SEED = 20_260_101;

    private final Path directory;
    private RocksStore store;

    RocksStoreTest(@TempDir Path parent) {
        directory = parent.resolve("a/store");
        store = RocksStore.open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsPutIsFoundUntilItIsDeleted() {
        assertThat(store.get(bytes("a"))).isNull();

        store.write(new Batch().put(bytes("a"), bytes("1")).put(bytes("b"), bytes("")));
        assertThat(store.get(bytes("a"))).isEqualTo(bytes("1"));
        assertThat(store.get(bytes("b"))).isEmpty();

        store.write(new Batch().put(bytes("a"), bytes("2")).delete(bytes("b")).delete(bytes("c")));
        assertThat(store.get(bytes("a"))).isEqualTo(bytes("2"));
        assertThat(store.get(bytes("b"))).isNull();
    }

    @Test
    void aScratchIsThereUntilItIsClosed() {
        Path place = directory.resolveSibling("scratch");
        try (RocksStore scratch = RocksStore.scratch(place)) {
            scratch.write(new Batch().put(bytes("a"), bytes("1")));
            scratch.flush();
            assertThat(scratch.get(bytes("a"))).isEqualTo(bytes("1"));
            assertThat(place).isDirectoryContaining("glob:**.sst");
        }
        assertThat(place).doesNotExist();
        assertThat(directory).exists();
    }

    @Test
    void changesOfABatchAreAppliedInTheirOrder() {
        Batch batch = new Batch().put(bytes("a"), bytes("1")).delete(bytes("a")).put(bytes("a"), bytes("23"));
        assertThat(batch.size()).isEqualTo(6);

        store.write(batch);

        assertThat(store.get(bytes("a"))).isEqualTo(bytes("23"));
    }

    @Test
    void aScanVisitsAPrefixInTheOrderOfUnsignedBytes() {
        byte[] high = {'p', (byte) 0xff};
        store.write(new Batch()
                .put(high, bytes("4"))
                .put(bytes("pb"), bytes("3"))
                .put(bytes("p"), bytes("1"))
                .put(bytes("q"), bytes("no"))
                .put(bytes("o"), bytes("no"))
                .put(bytes("pa"), bytes("2")));

        assertThat(scanned("p")).containsExactly("1", "2", "3", "4");
        assertThat(scanned("x")).isEmpty();

        List<String> first = new ArrayList<>();
        store.scan(bytes("p"), (key, value) -> {
            first.add(new String(value, US_ASCII));
            return first.size() < 2;
        });
        assertThat(first).containsExactly("1", "2");
    }

    @Test
    void theFloorIsTheLastRowOfThePrefixAtOrBeforeTheKey() {
        store.write(new Batch()
                .put(bytes("a9"), bytes("-"))
                .put(bytes("b2"), bytes("2"))
                .put(bytes("b5"), bytes("5")));

        assertThat(floor("b1")).isNull();
        assertThat(floor("b2")).isEqualTo("2");
        assertThat(floor("b4")).isEqualTo("2");
        assertThat(floor("b5")).isEqualTo("5");
        assertThat(floor("b9")).isEqualTo("5");
    }

    @Test
    void itAgreesWithATreeThroughManyBatchesAndOpenings() {
        Random random = new Random(SEED);
        NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        for (int round = 0; round < 24; round++) {
            Batch batch = new Batch();
            for (int i = 0; i < 200; i++) {
                byte[] key = {(byte) random.nextInt(4), (byte) random.nextInt()};
                if (random.nextInt(3) == 0) {
                    batch.delete(key);
                    model.remove(key);
                } else {
                    byte[] value = new byte[random.nextInt(200)];
                    random.nextBytes(value);
                    batch.put(key, value);
                    model.put(key, value);
                }
            }
            store.write(batch);
            if (round % 8 == 7) {
                store.flush();
                store.close();
                store = RocksStore.open(directory);
                store.verify();
            }
            List<String> rows = new ArrayList<>();
            byte[] prefix = {(byte) random.nextInt(4)};
            store.scan(prefix, (key, value) -> rows.add(Arrays.toString(key) + Arrays.toString(value)));
            assertThat(rows)
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(model.subMap(prefix, new byte[] {(byte) (prefix[0] + 1)}).entrySet().stream()
                            .map(row -> Arrays.toString(row.getKey()) + Arrays.toString(row.getValue()))
                            .toList());
        }
    }

    /** It has no log: only a flush makes durable, and this test could tell if something else did. */
    @Test
    void whatWasFlushedIsThereAfterwardsAndWhatWasNotIsGone() {
        store.write(new Batch().put(bytes("flushed"), bytes("1")));
        store.flush();
        store.write(new Batch().put(bytes("not"), bytes("1")));
        store.close();

        store = RocksStore.open(directory);

        assertThat(store.get(bytes("flushed"))).isNotNull();
        assertThat(store.get(bytes("not"))).isNull();
    }

    /** More than its write buffers hold, without a flush: a batch never survives in part, nor without its predecessors. */
    @Test
    void whatSurvivesWithoutAFlushIsTheFirstFewBatchesWhole() {
        Random random = new Random(SEED);
        int batches = 50;
        int rows = 100;
        for (int batch = 0; batch < batches; batch++) {
            Batch changes = new Batch();
            for (int row = 0; row < rows; row++) {
                byte[] value = new byte[20_000];
                random.nextBytes(value);
                changes.put(ByteBuffer.allocate(8).putInt(batch).putInt(row).array(), value);
            }
            store.write(changes);
        }
        store.close();

        store = RocksStore.open(directory);

        List<Integer> counts = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            int[] count = {0};
            store.scan(ByteBuffer.allocate(4).putInt(batch).array(), (key, value) -> ++count[0] > 0);
            counts.add(count[0]);
        }
        int survived = counts.indexOf(0) < 0 ? batches : counts.indexOf(0);
        assertThat(survived).isBetween(1, batches);
        assertThat(counts.subList(0, survived)).containsOnly(rows);
        assertThat(counts.subList(survived, batches)).allMatch(count -> count == 0);
    }

    @Test
    void aClosedStoreIsRefusedNotReadFrom() throws Exception {
        store.write(new Batch().put(bytes("a"), bytes("1")));
        CountDownLatch reading = new CountDownLatch(1);
        List<Throwable> ends = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                while (true) {
                    store.get(bytes("a"));
                    reading.countDown();
                }
            } catch (IllegalStateException e) {
                ends.add(e);
            }
        });
        reader.start();
        reading.await();

        store.close();
        store.close();
        reader.join();

        assertThat(ends).singleElement().asString().contains("is closed");
    }

    @Test
    void aStoreThatIsOpenIsNotOpenedTwiceAndNotTakenForDamaged() {
        assertThatThrownBy(() -> RocksStore.open(directory))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining(directory + " cannot be opened");
    }

    @Test
    void aDirectoryWithSomethingElseIsNotTakenForANewStore(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("letter"), "dear");

        assertThatThrownBy(() -> RocksStore.open(other))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("The store " + other + " is damaged");
    }

    /** Each file of the store is flipped somewhere, cut or removed: then it cannot be opened, or not be verified, or it holds the same. */
    @Test
    void noDamageIsSilent() throws IOException {
        Random random = new Random(SEED);
        for (int part = 0; part < 3; part++) {
            Batch batch = new Batch();
            for (int i = 0; i < 500; i++) {
                byte[] value = new byte[50];
                random.nextBytes(value);
                batch.put(bytes("row " + part + "/" + i), value);
            }
            store.write(batch);
            store.flush();
        }
        List<String> rows = dump(store);
        store.close();
        int seen = 0;
        for (Path file : files(directory)) {
            for (int i = 0; i < 6; i++) {
                Path copy = copied(directory.resolveSibling("copy"));
                String what = damage(copy.resolve(file.getFileName()), i, random);
                try (RocksStore damaged = RocksStore.open(copy)) {
                    damaged.verify();
                    // A manifest that was cut is an earlier one: then what was flushed last is missing, the rest is
                    // whole.
                    assertThat(rows).as(what).containsAll(dump(damaged));
                } catch (DamagedStoreException e) {
                    assertThat(e).hasMessageContaining(copy.toString());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private String damage(Path file, int kind, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (kind == 0 || content.length == 0) {
            Files.delete(file);
            return file.getFileName() + " is deleted";
        }
        int at = random.nextInt(content.length);
        if (kind < 3) {
            Files.write(file, Arrays.copyOf(content, at));
            return file.getFileName() + " is cut at " + at;
        }
        content[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, content);
        return file.getFileName() + " is flipped at " + at;
    }

    private Path copied(Path to) throws IOException {
        if (Files.exists(to)) {
            for (Path file : files(to)) {
                Files.delete(file);
            }
        }
        Files.createDirectories(to);
        for (Path file : files(directory)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<String> dump(KeyValueStore store) {
        List<String> rows = new ArrayList<>();
        store.scan(new byte[0], (key, value) -> rows.add(new String(key, US_ASCII) + Arrays.toString(value)));
        return rows;
    }

    private List<String> scanned(String prefix) {
        List<String> values = new ArrayList<>();
        store.scan(bytes(prefix), (key, value) -> values.add(new String(value, US_ASCII)));
        return values;
    }

    private @Nullable String floor(String key) {
        Row row = store.floor(bytes("b"), bytes(key));
        return row == null ? null : new String(row.value(), US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
