package org.quoin.ledger.testkit.disk;

import java.io.IOException;
import org.quoin.ledger.core.journal.RelayDisk;

/** A disk whose nth force, counted from 1, fails; the others work. */
final class FailingDisk extends RelayDisk {
    private final PowerCutDisk disk;
    private final int failing;
    private int forces;

    FailingDisk(PowerCutDisk disk, int failing) {
        super(disk);
        this.disk = disk;
        this.failing = failing;
    }

    boolean failed() {
        return forces >= failing;
    }

    @Override
    public void force() throws IOException {
        forces++;
        if (forces == failing) {
            disk.failForce();
        }
        super.force();
    }
}
