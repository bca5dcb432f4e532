package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long the disk takes by itself: 4 KiB written into a file that has its length, and synced by fdatasync. */
final class SyncProbe {
    private static final int PAGE = 4_096;
    private static final int PAGES = 4_096;

    private SyncProbe() {}

    static long[] nanos(Path directory, int times) throws IOException {
        Path file = Files.createTempFile(directory, "probe", null);
        long[] nanos = new long[times];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int page = 0; page < PAGES; page++) {
                channel.write(ByteBuffer.allocate(PAGE), (long) page * PAGE);
            }
            channel.force(true);
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE), (long) (i % PAGES) * PAGE);
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        return nanos;
    }
}
