package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortRowsTest {
    private static final int TABLE = 1;

    /** Of the smallest there is, which never grows. */
    private static final int SMALL = 0;

    private static final int ROOMY = 1 << 16;
    private static final byte[] VALUE = {7};

    private record Row(int table, Key key) {}

    /** More rows than have room in 1,024 or 16,384 places, which differ in little: in the table, the length, a byte near the end. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 16384", "4, 16384", "5, 1000000"})
    void whatItKnowsIsTheLastValueOfThatRowAndOfNoOther(long seed, int capacity) {
        SplittableRandom random = new SplittableRandom(seed);
        ShortRows rows = new ShortRows(capacity);
        Map<Row, Optional<byte[]>> model = new HashMap<>();
        List<Row> all = IntStream.range(0, 30_000)
                .mapToObj(i -> new Row(table(random), key(random)))
                .toList();
        int known = 0;
        int displaced = 0;
        for (int i = 0; i < 150_000; i++) {
            Row row = all.get(random.nextInt(all.size()));
            if (random.nextBoolean()) {
                byte[] value = random.nextInt(5) == 0 ? null : bytes(random, random.nextInt(ShortRows.WIDTH + 1));
                rows.put(row.table, row.key, value);
                model.put(row, Optional.ofNullable(value));
                assertThat(rows.find(row.table, row.key)).isEqualTo(value == null ? ShortRows.ABSENT : value);
            }
            byte[] found = rows.find(row.table, row.key);
            Optional<byte[]> expected = model.get(row);
            if (expected == null) {
                assertThat(found).as("seed %d, step %d", seed, i).isNull();
            } else if (found == null) {
                displaced++;
            } else {
                known++;
                assertThat(found).as("seed %d, step %d", seed, i).isEqualTo(expected.orElse(ShortRows.ABSENT));
                assertThat(found == ShortRows.ABSENT).isEqualTo(expected.isEmpty());
            }
        }
        assertThat(known).isGreaterThan(40_000);
        assertThat(displaced).isGreaterThan(2_000);
    }

    @Test
    void ofFiveRowsOfOneSetTheOldestGoes() {
        List<Key> five = sharing(() -> new ShortRows(SMALL));
        ShortRows rows = new ShortRows(SMALL);
        five.subList(0, 4).forEach(key -> rows.put(TABLE, key, VALUE));
        assertThat(known(rows, five)).containsExactly(true, true, true, true, false);

        rows.put(TABLE, five.get(0), new byte[] {8});
        assertThat(known(rows, five)).containsExactly(true, true, true, true, false);

        rows.put(TABLE, five.get(4), VALUE);
        assertThat(known(rows, five)).containsExactly(false, true, true, true, true);

        rows.put(TABLE, five.get(0), VALUE);
        assertThat(known(rows, five)).containsExactly(true, false, true, true, true);
    }

    @Test
    void growingLosesNothingThatHadRoomBefore() {
        List<Key> fit = fitting(700);
        ShortRows rows = new ShortRows(ROOMY);
        for (int i = 0; i < fit.size(); i++) {
            rows.put(TABLE, fit.get(i), number(i).bytes);
        }

        for (int i = 0; i < fit.size(); i++) {
            assertThat(rows.find(TABLE, fit.get(i))).isEqualTo(number(i).bytes);
        }
    }

    @Test
    void afterGrowingTheOldestOfASetIsStillTheFirstToGo() {
        int twice = 2 * 1_024;
        List<Key> five = sharing(() -> {
            ShortRows grown = new ShortRows(twice);
            fill(grown, 0);
            return grown;
        });
        int tried = 0;
        boolean grew = false;
        while (!grew) {
            assertThat(tried++).isLessThan(1_000);
            ShortRows rows = new ShortRows(twice);
            five.subList(0, 4).forEach(key -> rows.put(TABLE, key, VALUE));
            fill(rows, tried);
            if (known(rows, five).equals(List.of(true, true, true, true, false))) {
                grew = true;
                rows.put(TABLE, five.get(4), VALUE);
                assertThat(known(rows, five)).containsExactly(false, true, true, true, true);
            }
        }
    }

    @Test
    void aRowThatIsNotThereIsNotAnEmptyOne() {
        ShortRows rows = new ShortRows(SMALL);
        rows.put(TABLE, number(1), null);
        rows.put(TABLE, number(2), new byte[0]);

        assertThat(rows.find(TABLE, number(1))).isSameAs(ShortRows.ABSENT);
        assertThat(rows.find(TABLE, number(2))).isEqualTo(new byte[0]).isNotSameAs(ShortRows.ABSENT);
        assertThat(rows.find(TABLE, number(3))).isNull();
    }

    @Test
    void keysThatDifferInTheirLengthAloneAreDifferentRows() {
        ShortRows rows = new ShortRows(SMALL);
        for (int length = 1; length <= ShortRows.WIDTH; length++) {
            rows.put(TABLE, new Key(new byte[length]), new byte[length]);
            rows.put(TABLE + 1, new Key(new byte[length]), null);
        }

        for (int length = 1; length <= ShortRows.WIDTH; length++) {
            assertThat(rows.find(TABLE, new Key(new byte[length]))).hasSize(length);
            assertThat(rows.find(TABLE + 1, new Key(new byte[length]))).isSameAs(ShortRows.ABSENT);
        }
    }

    @Test
    void noArrayIsShared() {
        ShortRows rows = new ShortRows(SMALL);
        byte[] put = VALUE.clone();
        byte[] key = {1, 2};
        rows.put(TABLE, new Key(key), put);
        put[0] = 9;
        key[0] = 9;
        byte[] found = rows.find(TABLE, new Key(new byte[] {1, 2}));
        assertThat(found).isEqualTo(VALUE);
        Arrays.fill(found, (byte) 9);

        assertThat(rows.find(TABLE, new Key(new byte[] {1, 2}))).isEqualTo(VALUE);
    }

    @Test
    void whatIsLongerThan16BytesDoesNotFit() {
        Key widest = new Key(new byte[16]);
        assertThat(ShortRows.fits(widest, new byte[16])).isTrue();
        assertThat(ShortRows.fits(widest, null)).isTrue();
        assertThat(ShortRows.fits(widest, new byte[17])).isFalse();
        assertThat(ShortRows.fits(new Key(new byte[17]), null)).isFalse();
    }

    /** Five keys of one set: those by which the first is displaced, each found with the others before it left out. */
    private static List<Key> sharing(Supplier<ShortRows> fresh) {
        Key first = number(1_000_000);
        List<Key> sharing = new ArrayList<>(List.of(first));
        int next = 1_000_001;
        while (sharing.size() < 5) {
            ShortRows rows = fresh.get();
            rows.put(TABLE, first, VALUE);
            while (rows.find(TABLE, first) != null) {
                assertThat(next).as("rows by which nothing was displaced").isLessThan(1_100_000);
                rows.put(TABLE, number(next++), VALUE);
            }
            sharing.add(number(next - 1));
        }
        return sharing;
    }

    /** More than half of the places of the smallest. */
    private static void fill(ShortRows rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 600; i++) {
            rows.put(TABLE, number(random.nextInt(1_000_000)), VALUE);
        }
    }

    /** Keys of which the smallest has room for all. */
    private static List<Key> fitting(int count) {
        List<Key> fit = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        while (fit.size() < count) {
            ShortRows rows = new ShortRows(SMALL);
            fit.add(number(random.nextInt()));
            fit.forEach(key -> rows.put(TABLE, key, VALUE));
            if (known(rows, fit).contains(false)) {
                fit.remove(fit.size() - 1);
            }
        }
        return fit;
    }

    private static List<Boolean> known(ShortRows rows, List<Key> keys) {
        return keys.stream().map(key -> rows.find(TABLE, key) != null).toList();
    }

    private static Key number(int number) {
        return new Key(ByteBuffer.allocate(12).putInt(8, number).array());
    }

    private static int table(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> ShortRows.MOST_TABLES;
            case 1 -> 256;
            default -> 1 + random.nextInt(3);
        };
    }

    /** The first eight bytes are of three kinds; the others are often zero. */
    private static Key key(SplittableRandom random) {
        byte[] key = new byte[1 + random.nextInt(ShortRows.WIDTH)];
        int kind = random.nextInt(3);
        for (int i = 0; i < key.length; i++) {
            if (i < Long.BYTES) {
                key[i] = (byte) (kind == 0 ? 0 : kind == 1 ? 0xff : i == 0 ? 1 : 0);
            } else {
                key[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
            }
        }
        return new Key(key);
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
