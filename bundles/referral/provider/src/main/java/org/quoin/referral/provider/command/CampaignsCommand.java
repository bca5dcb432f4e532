package org.quoin.referral.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "referral",
        name = "campaigns",
        description = "Campaigns in the order in which they were started, those that are over too",
        detailedDescription = "Example: referral:campaigns --count 20")
public final class CampaignsCommand extends ListCommand {

    @Override
    protected Answer answer() {
        Referrals referrals = new Referrals(ledger());
        return page(referrals::campaigns, referrals::campaignFields);
    }
}
