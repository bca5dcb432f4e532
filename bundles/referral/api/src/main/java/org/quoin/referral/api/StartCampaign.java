package org.quoin.referral.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Deposits a budget of the signer's, which adds to the rewards of links that name the campaign.
 *
 * @param name 3 to 32 of {@code a–z 0–9 -}, of no campaign before
 * @param extraShare in millionths of a counted fee, half to the referrer and half to the referee
 * @param ends the first block time at which it adds nothing any more
 * @param pairCap the most for one referee and his referrer together, of the same asset as the budget
 */
public record StartCampaign(String name, Amount budget, int extraShare, Instant starts, Instant ends, Amount pairCap)
        implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "campaign-start";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("campaign", name)
                .and("asset", budget.asset().symbol())
                .and("budget", budget.units())
                .and("extraShare", (long) extraShare)
                .and("starts", starts)
                .and("ends", ends)
                .and("pairCap", pairCap.units());
    }

    @Override
    public List<Amount> spends() {
        return List.of(budget);
    }
}
