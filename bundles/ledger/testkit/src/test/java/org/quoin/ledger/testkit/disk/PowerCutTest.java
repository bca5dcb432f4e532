package org.quoin.ledger.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.journal.Disk;

/** The power goes at random moments, also while the journal recovers from the last time. */
class PowerCutTest {
    private static final int DISKS = 200;
    private static final int CUTS = 5;

    @Test
    void aThousandPowerCutsLoseNothingThatWasAcknowledged() throws IOException {
        int acknowledged = 0;
        for (long seed = 0; seed < DISKS; seed++) {
            History history = new History(new SplittableRandom(seed));
            assertThat(survives(seed, history, CUTS, UnaryOperator.identity()))
                    .as("seed %d", seed)
                    .isTrue();
            acknowledged += history.acknowledged();
        }
        assertThat(acknowledged).isGreaterThan(10_000);
    }

    /** The same on a disk that says done before it has done it: this test can fail. */
    @Test
    void acknowledgingBeforeTheSyncLosesBlocksInMostPowerCuts() throws IOException {
        int lost = 0;
        int acknowledging = 0;
        for (long seed = 0; seed < DISKS; seed++) {
            History history = new History(new SplittableRandom(seed));
            lost += survives(seed, history, 1, LyingDisk::new) ? 0 : 1;
            acknowledging += history.acknowledged() > 0 ? 1 : 0;
        }
        assertThat(acknowledging).isGreaterThan(DISKS / 2);
        assertThat(lost).isGreaterThan(acknowledging * 8 / 10);
    }

    private static boolean survives(long seed, History history, int cuts, UnaryOperator<Disk> wiring)
            throws IOException {
        SplittableRandom random = new SplittableRandom(~seed);
        PowerCutDisk disk = History.begun(new PowerCutDisk(random.split()));
        boolean survived = true;
        for (int cut = 0; survived && cut < cuts; cut++) {
            disk.cutAfter(random.nextInt(80));
            survived = history.live(wiring.apply(disk));
            disk = disk.restarted();
        }
        return survived && history.survivesOn(disk);
    }
}
