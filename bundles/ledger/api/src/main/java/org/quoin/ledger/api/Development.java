package org.quoin.ledger.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Power over time and blocks; offered only where genesis says that the chain is for development. */
@ProviderType
public interface Development {
    /**
     * Moves the ledger's clock forward and makes a block at the new time.
     *
     * @param duration more than nothing, at most 3,650 days
     * @return where the ledger stands then
     */
    LedgerInfo advance(Duration duration);

    /**
     * Makes empty blocks.
     *
     * @param blocks 1 to 10,000
     * @return where the ledger stands then
     */
    LedgerInfo mine(int blocks);
}
