package org.quoin.referral.provider.command;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.StartCampaign;

@Service
@Command(
        scope = "referral",
        name = "campaign-start",
        description = "Deposit a budget that adds to the rewards of both sides where an acceptance names the campaign",
        detailedDescription =
                "Example: referral:campaign-start spring --from user_2 --budget 5 --extra-share 20 --pair-cap 0.5 --ends 30d")
public final class StartCampaignCommand extends WriteCommand {
    @Argument(
            name = "NAME",
            description = "3 to 32 of a-z, 0-9 and -, of no campaign before",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--from", description = "The account whose campaign it is")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--budget", description = "How much it deposits, in whole units of what fees are paid in")
    private @Nullable String budget;

    @Option(name = "--extra-share", description = "What it adds, in percent of a counted fee, half to each side")
    private @Nullable String extraShare;

    @Option(name = "--pair-cap", description = "The most for one referee and his referrer together, in whole units")
    private @Nullable String pairCap;

    @Option(name = "--starts", description = "How long after the newest block it begins, with d, h, m, s")
    private String starts = "0s";

    @Option(name = "--ends", description = "How long after the newest block it ends")
    private @Nullable String ends;

    @Override
    protected Answer answer() {
        String owner = input().accountName("--from", from);
        String campaign = input().required("NAME", only(name));
        Referrals referrals = new Referrals(ledger());
        Instant now = referrals.now();
        StartCampaign terms = new StartCampaign(
                campaign,
                input().amount("--budget", budget, referrals.asset()),
                Percent.millionths(input(), "--extra-share", extraShare),
                now.plus(input().duration("--starts", starts)),
                now.plus(input().duration("--ends", ends)),
                input().amount("--pair-cap", pairCap, referrals.asset()));
        return submit(owner, terms, () -> referrals.campaign(campaign));
    }
}
