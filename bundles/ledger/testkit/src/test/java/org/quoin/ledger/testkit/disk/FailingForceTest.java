package org.quoin.ledger.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;

/**
 * The nth force fails, having written anything from nothing to all. The journal stops; it is opened again, either at once,
 * when the page cache still shows what the medium may not hold, or after a power cut. Then the power goes.
 */
class FailingForceTest {
    private static final int FORCES = 50;
    private static final int SEEDS = 4;

    @Test
    void nothingAcknowledgedIsLostWhicheverForceFails() throws IOException {
        assertThat(failures(FailingDisk::new, UnaryOperator.identity())).isZero();
    }

    /** Whoever takes a failed force for done acknowledges what is not there. */
    @Test
    void ignoringAFailedForceLosesBlocks() throws IOException {
        assertThat(failures(HeedlessDisk::new, UnaryOperator.identity())).isGreaterThan(FORCES);
    }

    /** Whoever trusts what the page cache shows after a failed force anchors what is not there. */
    @Test
    void notWritingTheUnacknowledgedBlocksAgainLosesBlocks() throws IOException {
        assertThat(failures(FailingDisk::new, ThriftyDisk::new)).isGreaterThan(10);
    }

    private interface Failing {
        Disk at(PowerCutDisk disk, int force);
    }

    private static int failures(Failing failing, UnaryOperator<Disk> reopened) throws IOException {
        int failures = 0;
        for (int force = 1; force <= FORCES; force++) {
            for (long seed = 0; seed < SEEDS; seed++) {
                failures += survives(seed, force, failing, reopened) ? 0 : 1;
            }
        }
        return failures;
    }

    private static boolean survives(long seed, int force, Failing failing, UnaryOperator<Disk> reopened)
            throws IOException {
        History history = new History(new SplittableRandom(seed));
        SplittableRandom random = new SplittableRandom(~seed);
        PowerCutDisk disk = History.begun(new PowerCutDisk(random.split()));
        disk.cutAfter(400);
        history.live(failing.at(disk, force));
        if (random.nextBoolean()) {
            disk.cut();
            disk = disk.restarted();
        }
        disk.cutAfter(random.nextInt(20));
        boolean survived = history.live(reopened.apply(disk));
        return survived && history.survivesOn(disk.restarted());
    }

    /** Takes a failed force for done, while the power is on. */
    private static final class HeedlessDisk extends RelayDisk {
        private final PowerCutDisk disk;

        HeedlessDisk(PowerCutDisk disk, int failing) {
            super(new FailingDisk(disk, failing));
            this.disk = disk;
        }

        @Override
        public void force() throws IOException {
            try {
                super.force();
            } catch (IOException e) {
                if (disk.isOff()) {
                    throw e;
                }
            }
        }
    }

    /** Leaves out a write that would change nothing of what it reads. */
    private static final class ThriftyDisk extends RelayDisk {
        ThriftyDisk(Disk disk) {
            super(disk);
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            ByteBuffer shown = ByteBuffer.allocate(from.remaining());
            read(position, shown);
            if (!shown.flip().equals(from)) {
                super.write(position, from);
            }
        }
    }
}
