package org.quoin.referral.provider.command;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.WordsCompleter;

/** Offers campaigns, the oldest ones first. */
@Service
public final class CampaignNames extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        return new Referrals(ledger)
                .campaigns(null, MOST).items().stream()
                        .map(campaign -> campaign.text("campaign"))
                        .toList();
    }
}
