package org.quoin.referral.provider.command;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.RevealReferralCode;

@Service
@Command(
        scope = "referral",
        name = "accept",
        description = "Accept an invitation by its code: for good after a day, in which it can be withdrawn or changed",
        detailedDescription = "Example: referral:accept summer-26 --from user_5")
public final class AcceptCommand extends WriteCommand {
    @Argument(name = "CODE", description = "Of who invited you", multiValued = true, valueToShowInHelp = "")
    private List<String> code = List.of();

    @Option(name = "--from", description = "The account that is referred")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--campaign", description = "One that adds to the rewards of both")
    @Completion(CampaignNames.class)
    private @Nullable String campaign;

    @Override
    protected Answer answer() {
        String referee = input().accountName("--from", from);
        String accepted = RevealReferralCode.canonical(input().required("CODE", only(code)));
        return submit(
                referee,
                new AcceptReferral(accepted, Optional.ofNullable(campaign)),
                () -> new Referrals(ledger()).link(referee));
    }
}
