package org.quoin.host.sample;

import java.util.Optional;

/**
 * Where the gifts stand.
 *
 * @param rulesVersion of the contracts behind them; empty while they are not active, when gifts can only be handed over at once
 * @param next the sequence number of the ledger's event that is looked at next
 * @param wrapped how many gifts wait
 * @param trouble why events are no longer followed; empty if they are
 */
public record GiftStatus(Optional<String> rulesVersion, long next, int wrapped, Optional<String> trouble) {}
