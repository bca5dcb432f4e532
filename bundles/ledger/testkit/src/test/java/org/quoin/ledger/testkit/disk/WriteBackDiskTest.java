package org.quoin.ledger.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.testkit.MemoryDisk;

class WriteBackDiskTest {
    private final MemoryDisk beneath = new MemoryDisk();
    private final WriteBackDisk disk = new WriteBackDisk(beneath, new SplittableRandom(1));

    @Test
    void showsWhatWasWrittenAndKeepsItFromTheDiskUntilAForce() throws IOException {
        disk.grow(4096);
        disk.write(500, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        disk.write(510, ByteBuffer.wrap(new byte[] {5, 6, 7, 8}));

        assertThat(bytes(disk, 499, 16)).containsExactly(0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 0);
        assertThat(bytes(disk, 512, 2)).containsExactly(7, 8);
        assertThat(bytes(beneath, 499, 16)).containsOnly(0);

        disk.force();
        assertThat(bytes(beneath, 499, 16)).isEqualTo(bytes(disk, 499, 16)).contains(5);
    }

    private static byte[] bytes(Disk disk, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.read(position, bytes);
        return bytes.array();
    }
}
