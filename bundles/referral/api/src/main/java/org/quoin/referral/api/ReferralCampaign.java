package org.quoin.referral.api;

import java.time.Instant;
import org.quoin.ledger.api.Amount;

/**
 * A campaign as the ledger has it.
 *
 * @param extraShare in millionths of a counted fee
 * @param left what of the budget nobody earned, and did not go back
 * @param returned what of the budget went back to the owner
 */
public record ReferralCampaign(
        String name,
        String owner,
        Amount budget,
        int extraShare,
        Instant starts,
        Instant ends,
        Amount pairCap,
        Amount left,
        Amount returned) {}
