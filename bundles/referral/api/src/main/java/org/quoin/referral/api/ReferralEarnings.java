package org.quoin.referral.api;

import java.time.Instant;
import org.quoin.ledger.api.Amount;

/**
 * What an account earned in a period that is over, why, and what became of it.
 *
 * @param period a day since 1970, UTC
 * @param payableAt the first block time at which it can be paid
 * @param counted fees that direct referees lost
 * @param level1 as the nearest referrer, {@code level2} and {@code level3} further above
 * @param asReferee for fees of its own
 * @param byCampaigns what campaigns added, on either side
 * @param capped what more it would have been if fees above the cap counted
 * @param unfunded what more it would have been if the pot had held it
 * @param clawedBack of what came out of the pot
 * @param clawedBackByCampaigns of what campaigns added
 */
public record ReferralEarnings(
        String account,
        long period,
        Instant begins,
        Instant payableAt,
        Amount counted,
        Amount level1,
        Amount level2,
        Amount level3,
        Amount asReferee,
        Amount byCampaigns,
        Amount capped,
        Amount unfunded,
        Amount clawedBack,
        Amount clawedBackByCampaigns,
        Amount paid) {
    /** Earned, and neither clawed back nor paid. */
    public Amount due() {
        return level1.plus(level2)
                .plus(level3)
                .plus(asReferee)
                .plus(byCampaigns)
                .minus(clawedBack)
                .minus(clawedBackByCampaigns)
                .minus(paid);
    }
}
