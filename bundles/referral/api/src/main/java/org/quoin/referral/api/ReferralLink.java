package org.quoin.referral.api;

import java.time.Instant;
import java.util.Optional;

/**
 * By whom somebody was referred.
 *
 * @param firmAt the first block time at which it cannot be changed any more, and fees count
 * @param countsUntil the first block time at which fees count no more
 */
public record ReferralLink(
        String referee,
        String referrer,
        String code,
        Optional<String> campaign,
        Instant acceptedAt,
        Instant firmAt,
        Instant countsUntil) {}
