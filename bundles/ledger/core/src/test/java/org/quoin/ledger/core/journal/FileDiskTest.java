package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
    private final Path file;

    FileDiskTest(@TempDir Path directory) {
        file = directory.resolve("journal");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        try (Disk disk = FileDisk.create(file)) {
            disk.grow(3_000_000);
            disk.write(2_000_000, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3));
            disk.force();
        }
        try (Disk disk = FileDisk.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(5);
            disk.read(1_999_999, bytes);
            assertThat(bytes.array()).containsExactly(0, 2, 3, 4, 0);
            assertThat(bytes.hasRemaining()).isFalse();
            assertThat(disk.size()).isEqualTo(3_000_000);
            assertThatThrownBy(() -> disk.read(2_999_999, ByteBuffer.allocate(2)))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void neitherMakesAFileTwiceNorOpensOneThatIsMissing() throws IOException {
        assertThatThrownBy(() -> FileDisk.open(file)).isInstanceOf(NoSuchFileException.class);
        assertThat(file).doesNotExist();
        FileDisk.create(file).close();
        assertThatThrownBy(() -> FileDisk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void anInterruptedThreadCanUseTheDiskAndDoesNotCloseIt() throws IOException {
        try (Disk disk = FileDisk.create(file)) {
            Thread.currentThread().interrupt();
            disk.grow(8);
            disk.write(0, ByteBuffer.wrap(new byte[] {7}));
            disk.force();
            disk.read(0, ByteBuffer.allocate(1));
            assertThat(Thread.interrupted()).isTrue();
            ByteBuffer bytes = ByteBuffer.allocate(1);
            disk.read(0, bytes);
            assertThat(bytes.array()).containsExactly(7);
        }
    }

    @Test
    void oneProcessOpensItOnce() throws IOException {
        try (Disk disk = FileDisk.create(file)) {
            assertThatThrownBy(() -> FileDisk.open(file))
                    .isInstanceOf(DataInUseException.class)
                    .hasMessage("The ledger is in use already (" + disk.name()
                            + "): stop the other one, or choose another data directory.");
        }
        FileDisk.open(file).close();
    }

    @Test
    void twoProcessesDoNotOpenOneFile() throws Exception {
        FileDisk.create(file).close();
        Process other = otherProcess();
        try {
            assertThat(other.getInputStream().read()).isEqualTo(Other.OPEN);
            assertThatThrownBy(() -> FileDisk.open(file)).isInstanceOf(DataInUseException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        FileDisk.open(file).close();
    }

    /** POSIX gives the lock up when the process closes any handle of the file, also one opened only to be refused. */
    @Test
    void aRefusalWithinTheProcessDoesNotLetAnotherProcessIn() throws Exception {
        try (Disk disk = FileDisk.create(file)) {
            assertThat(disk.size()).isZero();
            assertThatThrownBy(() -> FileDisk.open(file)).isInstanceOf(DataInUseException.class);
            Process other = otherProcess();
            try {
                assertThat(other.getInputStream().read()).isEqualTo(Other.REFUSED);
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void whereItCannotGrowNothingHasHappened() throws Exception {
        assertThat(SmallFiles.run(Growing.class, file))
                .isEqualTo("there is no room for " + file + ": 1000000 bytes, [7, 0], and may grow by 10");
        try (Disk disk = FileDisk.open(file)) {
            assertThat(disk.size()).isEqualTo(1_000_010);
        }
    }

    /** Grows a file beyond what it may be. */
    static final class Growing {
        private Growing() {}

        public static void main(String[] arguments) throws IOException {
            try (Disk disk = FileDisk.create(Path.of(arguments[0]))) {
                disk.grow(1_000_000);
                disk.write(999_998, ByteBuffer.wrap(new byte[] {7}));
                try {
                    disk.grow(20_000_000);
                } catch (NoRoomException e) {
                    System.out.print(SmallFiles.withoutReason(e));
                }
                byte[] last = new byte[2];
                disk.read(999_998, ByteBuffer.wrap(last));
                System.out.print(": " + disk.size() + " bytes, " + Arrays.toString(last));
                disk.grow(1_000_010);
                System.out.print(", and may grow by " + (disk.size() - 1_000_000));
            }
        }
    }

    /** Opens a file, says whether it could, and holds it until it is killed. */
    static final class Other {
        static final char OPEN = 'o';
        static final char REFUSED = 'r';

        private Other() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (Disk disk = FileDisk.open(Path.of(arguments[0]))) {
                say(disk.size() == 0 ? OPEN : '?');
                Thread.sleep(60_000);
            } catch (DataInUseException e) {
                say(REFUSED);
            }
        }

        private static void say(char word) {
            System.out.print(word);
            System.out.flush();
        }
    }

    private Process otherProcess() throws IOException, URISyntaxException {
        return new ProcessBuilder(java(), "-cp", classPath(), Other.class.getName(), file.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() throws URISyntaxException {
        StringBuilder path = new StringBuilder();
        for (Class<?> type : List.of(Other.class, FileDisk.class)) {
            path.append(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .append(File.pathSeparator);
        }
        return path.toString();
    }
}
