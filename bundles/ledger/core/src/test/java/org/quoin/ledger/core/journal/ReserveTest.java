package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    private static final int SIZE = 3_000_000;

    private final Path file;
    private final Reserve reserve;

    ReserveTest(@TempDir Path directory) {
        file = directory.resolve("reserve");
        reserve = new Reserve(file, SIZE);
    }

    @Test
    void itIsMadeOnceAndGivenUpOnce() throws IOException {
        assertThat(reserve.free()).isPositive();
        assertThat(reserve.isReserved()).isFalse();
        assertThat(reserve.release()).isFalse();

        reserve.reserve();
        reserve.reserve();

        assertThat(reserve.isReserved()).isTrue();
        assertThat(file).hasSize(SIZE);
        assertThat(reserve.release()).isTrue();
        assertThat(file).doesNotExist();
    }

    /** A file system that compresses would keep nothing back otherwise. */
    @Test
    void itTakesTheRoomThatItHas() throws IOException {
        reserve.reserve();

        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(Files.readAllBytes(file));
        deflater.finish();
        assertThat(deflater.deflate(new byte[SIZE + 10_000])).isGreaterThan(SIZE * 99 / 100);
        deflater.end();
    }

    /** As a crash in the midst of making it leaves it. */
    @Test
    void halfOfItIsNone() throws IOException {
        Files.write(file, new byte[SIZE / 2]);
        assertThat(reserve.isReserved()).isFalse();

        reserve.reserve();

        assertThat(file).hasSize(SIZE);
    }

    @Test
    void whereItFindsNoRoomNothingOfItStays(@TempDir Path directory) throws Exception {
        Path limited = directory.resolve("reserve");

        assertThat(SmallFiles.run(Reserving.class, limited)).isEqualTo("there is no room for " + limited);
        assertThat(limited).doesNotExist();
    }

    /** Tries to make a reserve. */
    static final class Reserving {
        private Reserving() {}

        public static void main(String[] arguments) throws IOException {
            try {
                new Reserve(Path.of(arguments[0]), 16 << 20).reserve();
                System.out.print("made");
            } catch (NoRoomException e) {
                System.out.print(SmallFiles.withoutReason(e));
            }
        }
    }

    @Test
    void aDiskThatCannotGrowTakesTheReserveOnce() throws IOException {
        reserve.reserve();
        AtomicInteger grown = new AtomicInteger();
        Disk narrow = new RelayDisk(new MemoryDisk(new byte[0])) {
            @Override
            public void grow(long size) throws IOException {
                grown.incrementAndGet();
                if (Files.exists(file) || size > SIZE) {
                    throw new NoRoomException(name(), new IOException("no space left"));
                }
                super.grow(size);
            }
        };
        try (Disk disk = new ReservedDisk(narrow, reserve)) {
            disk.grow(100);
            assertThat(disk.size()).isEqualTo(100);
            assertThat(grown).hasValue(2);
            assertThat(file).doesNotExist();

            assertThatThrownBy(() -> disk.grow(SIZE + 1)).isInstanceOf(NoRoomException.class);
            assertThat(grown).hasValue(3);
        }
    }
}
