package org.quoin.referral.rules;

import org.quoin.rules.Capability;

/**
 * Rewards to both sides of a referral, out of fees that the referee lost. Nothing else counts: no volume that somebody claims, no
 * tip, no fee that another paid.
 *
 * <p><b>Farming cannot pay.</b> A fee of which {@code c} counts was paid by its signer, and {@code c} of it left him for good: it was
 * burnt, or it is the treasury's. All rewards for it together are at most {@code 0.9 × c}. So whoever owns the signer, everybody who
 * is rewarded for the fee, the producer and the sponsors has lost at least {@code 0.1 × c} by it, whatever links he has made.
 * What a campaign pays is its owner's own, and within the same bound.
 */
public final class ReferralRules extends Capability {
    public ReferralRules() {
        super(parts());
    }

    static Parts parts() {
        return new Parts()
                .operations(
                        new CommitCode(),
                        new RevealCode(),
                        new Accept(),
                        new WithdrawAcceptance(),
                        new Fund(),
                        new StartCampaign(),
                        new EndCampaign(),
                        new Payout(),
                        new ClawBack(),
                        new SetPolicy())
                .queries(
                        new CodeQuery(),
                        new CodesQuery(),
                        new LinkQuery(),
                        new TierQuery(),
                        new CampaignQuery(),
                        new PotQuery(),
                        new PolicyQuery())
                .pagedQueries(new StatementQuery(), new CampaignsQuery())
                .events(
                        Reports.CODE_REGISTERED,
                        Reports.ACCEPTED,
                        Reports.ACCEPTANCE_WITHDRAWN,
                        Reports.FUNDED,
                        Reports.CAMPAIGN_STARTED,
                        Reports.CAMPAIGN_ENDED,
                        Reports.PAID_OUT,
                        Reports.CLAWED_BACK,
                        Reports.POLICY_SET)
                .failures(
                        Failures.INVALID_CODE,
                        Failures.NOT_COMMITTED,
                        Failures.CODE_TAKEN,
                        Failures.TOO_MANY_CODES,
                        Failures.UNKNOWN_CODE,
                        Failures.SELF_REFERRAL,
                        Failures.IS_REFERRER,
                        Failures.NOT_REFERRED,
                        Failures.ALREADY_REFERRED,
                        Failures.UNKNOWN_CAMPAIGN,
                        Failures.INVALID_NAME,
                        Failures.NAME_TAKEN,
                        Failures.NO_DURATION,
                        Failures.NOT_OF_FEES,
                        Failures.NOT_OWNER,
                        Failures.CAMPAIGN_OVER,
                        Failures.NOTHING_VESTED,
                        Failures.MAY_NOT_CLAW_BACK,
                        Failures.NO_REASON,
                        Failures.VESTED,
                        Failures.NOTHING_EARNED,
                        Failures.NOT_OPERATOR,
                        Failures.TIERS_DO_NOT_RISE,
                        Failures.SHARES_TOO_HIGH)
                .tables(
                        Codes.BY_CODE,
                        Codes.COMMITMENTS,
                        Codes.BY_REFERRER,
                        Links.BY_REFEREE,
                        Policy.BY_ASSET,
                        Funds.BY_ASSET,
                        Funds.OPEN,
                        Accrual.BY_REFEREE,
                        Earnings.BY_PERIOD,
                        Earnings.UNPAID_FROM,
                        Earnings.OF_CAMPAIGN,
                        Campaigns.BY_NAME,
                        Campaigns.BY_CREATION,
                        Campaigns.COUNTS,
                        Campaigns.BY_PAIR)
                .observers(new FeePaid());
    }
}
