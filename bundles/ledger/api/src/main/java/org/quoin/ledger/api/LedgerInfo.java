package org.quoin.ledger.api;

import java.time.Instant;
import java.util.List;

/**
 * Where the ledger stands.
 *
 * @param head the hash of the newest durable header
 * @param time the block time of the head
 * @param development whether genesis says that the assets are for play and time may be moved
 */
public record LedgerInfo(
        Hash chainId,
        long height,
        Hash head,
        Hash stateRoot,
        Instant time,
        List<ModuleId> modules,
        boolean development) {
    public LedgerInfo {
        modules = List.copyOf(modules);
    }
}
