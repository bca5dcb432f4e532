package org.quoin.referral.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.EndCampaign;

@Service
@Command(
        scope = "referral",
        name = "campaign-end",
        description = "End a campaign and give its owner what nobody earned; signed by him unless --as names another",
        detailedDescription = "Example: referral:campaign-end spring")
public final class EndCampaignCommand extends WriteCommand {
    @Argument(name = "NAME", description = "The campaign", multiValued = true, valueToShowInHelp = "")
    @Completion(CampaignNames.class)
    private List<String> name = List.of();

    @Override
    protected Answer answer() {
        String campaign = input().required("NAME", only(name));
        Referrals referrals = new Referrals(ledger());
        return submit(referrals.owner(campaign), new EndCampaign(campaign), () -> referrals.campaign(campaign));
    }
}
