package org.quoin.ledger.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** RocksDB never comes back from opening some manifests: whatever stands in one, opening a store ends. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ManifestTest {
    private static final long SEED = 20_260_101;
    private static final byte[] KEY = "key".getBytes(US_ASCII);

    private final Path whole;
    private final Path harmed;
    private final Path alone;
    private Path manifest;
    private byte[] written;

    ManifestTest(@TempDir Path parent) {
        whole = parent.resolve("whole");
        harmed = parent.resolve("harmed");
        alone = parent.resolve("alone");
    }

    @BeforeEach
    void fill() throws IOException {
        for (int life = 0; life < 2; life++) {
            try (RocksStore store = RocksStore.open(whole)) {
                store.write(new Batch().put(KEY, new byte[] {1}));
                store.flush();
            }
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(whole, "MANIFEST-*")) {
            manifest = found.iterator().next().getFileName();
        }
        written = Files.readAllBytes(whole.resolve(manifest));
    }

    @Test
    void whatWasWrittenIsWhole() throws IOException {
        assertThat(Manifest.damage(whole)).isEmpty();
        assertThat(opens(written)).isTrue();
    }

    /** Of some flipped lengths it seems that the file ends too early: what follows is left out then, as after a crash. */
    @Test
    void aFlippedBitIsSeenOrCutsTheEndOff() throws IOException {
        int seen = 0;
        int all = written.length * Byte.SIZE;
        for (int bit = 0; bit < all; bit++) {
            byte[] flipped = written.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            if (isSeen(flipped)) {
                seen++;
            } else {
                assertThat(bit / Byte.SIZE).as("byte of a length").isIn(lengths());
                assertThat(opens(flipped)).isIn(true, false);
            }
        }
        assertThat(seen).isGreaterThan(all * 97 / 100);
    }

    @Test
    void noiseOfEveryTypeBehindTheLastRecordIsMetWithAnEnd() throws IOException {
        Random random = new Random(SEED);
        for (int type = 0; type < 256; type++) {
            for (int size : new int[] {7, 11, 200}) {
                byte[] longer = Arrays.copyOf(written, written.length + size);
                byte[] noise = new byte[size];
                random.nextBytes(noise);
                noise[5] = (byte) (random.nextBoolean() ? 0 : 0x70); // within the file, or beyond its end
                noise[6] = (byte) type;
                System.arraycopy(noise, 0, longer, written.length, size);

                if (!isSeen(longer)) {
                    assertThat(type).as("type, of %d bytes", size).isBetween(1, 4);
                    assertThat(opens(longer)).isIn(true, false);
                }
            }
        }
    }

    @Test
    void whatACrashLeavesUnfinishedIsNoDamage() throws IOException {
        for (int size = written.length - 1; size > written.length - 12; size--) {
            assertThat(Manifest.damage(harmed(Arrays.copyOf(written, size))))
                    .as("%d bytes of %d", size, written.length)
                    .isEmpty();
        }
        assertThat(opens(Arrays.copyOf(written, written.length + 4096)))
                .as("room that was not used")
                .isTrue();
    }

    /** The two bytes of each record's length. */
    private Set<Integer> lengths() {
        Set<Integer> lengths = new HashSet<>();
        ByteBuffer records = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < written.length; at += 7 + records.getShort(at + 4)) {
            lengths.add(at + 4);
            lengths.add(at + 5);
        }
        return lengths;
    }

    private boolean isSeen(byte[] content) throws IOException {
        Files.createDirectories(alone);
        Files.write(alone.resolve(manifest), content);
        return Manifest.damage(alone).isPresent();
    }

    /** False if it is found damaged; what opens has what was written. */
    private boolean opens(byte[] content) throws IOException {
        try (RocksStore store = RocksStore.open(harmed(content))) {
            store.verify();
            return store.get(KEY) != null;
        } catch (DamagedStoreException e) {
            return false;
        }
    }

    private Path harmed(byte[] content) throws IOException {
        if (Files.exists(harmed)) {
            try (Stream<Path> old = Files.walk(harmed)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(harmed);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(whole)) {
            for (Path file : files) {
                Files.copy(file, harmed.resolve(file.getFileName()));
            }
        }
        Files.write(harmed.resolve(manifest), content);
        return harmed;
    }
}
