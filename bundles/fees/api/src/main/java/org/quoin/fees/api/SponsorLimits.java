package org.quoin.fees.api;

import java.util.List;
import org.quoin.ledger.api.Amount;

/**
 * What others may cost a sponsor; all in the native asset.
 *
 * @param perTransaction the most that one transaction may offer
 * @param perUser the most that one account may cost in a day, which begins at midnight UTC
 * @param perDay the most that all of them together may cost in a day
 * @param allowed what may be called, {@code htlc} or {@code htlc/create}, at most 16; anything if it is empty
 */
public record SponsorLimits(Amount perTransaction, Amount perUser, Amount perDay, List<String> allowed) {
    public SponsorLimits {
        allowed = List.copyOf(allowed);
    }
}
