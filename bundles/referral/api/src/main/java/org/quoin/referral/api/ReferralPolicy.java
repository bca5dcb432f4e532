package org.quoin.referral.api;

import java.util.List;
import org.quoin.ledger.api.Amount;

/**
 * How much of a counted fee is given back, and to whom. Shares are in millionths; all of them with the last tier's together are at
 * most 900,000.
 *
 * @param tiers of the nearest referrer, rising from zero, at most 8
 * @param cap the most that counts of one referee in one period
 */
public record ReferralPolicy(int refereeShare, List<Tier> tiers, int level2Share, int level3Share, Amount cap) {
    /**
     * A tier of referrers.
     *
     * @param from the fees that counted in the period before, from which it begins
     * @param share in millionths
     */
    public record Tier(Amount from, int share) {}

    public ReferralPolicy {
        tiers = List.copyOf(tiers);
    }
}
