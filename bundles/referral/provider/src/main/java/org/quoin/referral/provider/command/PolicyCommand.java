package org.quoin.referral.provider.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.ReferralPolicy;
import org.quoin.referral.api.SetReferralPolicy;

@Service
@Command(
        scope = "referral",
        name = "policy",
        description = "Say how much is given back of fees, in percent, at most 90 together; operators sign it",
        detailedDescription =
                "Example: referral:policy --referee 10 --tiers 0:12,0.1:16,1:20 --level-2 6 --level-3 4 --cap 9")
public final class PolicyCommand extends WriteCommand {
    /** Of a development chain; elsewhere --as names one. */
    private static final String OPERATOR = "operator";

    private static final String TIERS = "--tiers";

    @Option(name = "--referee", description = "What a referee gets of his own fee")
    private @Nullable String referee;

    @Option(
            name = TIERS,
            description =
                    "Of the nearest referrer: the fees that counted the day before, and his share, as 0:12,0.1:16")
    private @Nullable String tiers;

    @Option(name = "--level-2", description = "What who referred that one gets")
    private @Nullable String level2;

    @Option(name = "--level-3", description = "What the next above gets")
    private @Nullable String level3;

    @Option(name = "--cap", description = "The most that counts of one referee in a day, in whole units")
    private @Nullable String cap;

    @Override
    protected Answer answer() {
        Referrals referrals = new Referrals(ledger());
        Asset asset = referrals.asset();
        List<ReferralPolicy.Tier> steps = new ArrayList<>();
        for (String tier : List.of(input().required(TIERS, tiers).split(","))) {
            int colon = tier.indexOf(':');
            String from = colon < 0 ? tier : tier.substring(0, colon);
            String share = colon < 0 ? null : tier.substring(colon + 1);
            steps.add(new ReferralPolicy.Tier(
                    input().amount(TIERS, from, asset), Percent.millionths(input(), TIERS, share)));
        }
        ReferralPolicy policy = new ReferralPolicy(
                Percent.millionths(input(), "--referee", referee),
                steps,
                Percent.millionths(input(), "--level-2", level2),
                Percent.millionths(input(), "--level-3", level3),
                input().amount("--cap", cap, asset));
        return submit(OPERATOR, new SetReferralPolicy(policy), referrals::policy);
    }
}
