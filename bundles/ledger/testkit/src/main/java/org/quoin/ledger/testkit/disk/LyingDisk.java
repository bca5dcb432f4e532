package org.quoin.ledger.testkit.disk;

import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;

/** Says that it has forced, and has not: the sabotage of every promise about durability. */
public final class LyingDisk extends RelayDisk {
    public LyingDisk(Disk disk) {
        super(disk);
    }

    @Override
    public void force() {}
}
