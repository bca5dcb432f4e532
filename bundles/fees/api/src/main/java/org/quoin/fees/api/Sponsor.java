package org.quoin.fees.api;

import java.time.Instant;
import java.util.Optional;
import org.quoin.ledger.api.Amount;

/**
 * Who pays for others, or for himself, out of a deposit or of what a stake lets be free.
 *
 * @param free of the stake's allowance, what is there now; it is used before the deposit
 * @param mostFree what that regenerates to, within five days from nothing
 * @param unstaked what was taken out of the stake and not withdrawn
 * @param availableAt when that can be withdrawn; empty if there is nothing
 * @param spentToday what others have cost since midnight UTC
 */
public record Sponsor(
        String name,
        Amount deposit,
        Amount stake,
        Amount free,
        Amount mostFree,
        Amount unstaked,
        Optional<Instant> availableAt,
        SponsorLimits limits,
        Amount spentToday) {}
