package org.quoin.referral.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.WithdrawReferral;

@Service
@Command(
        scope = "referral",
        name = "withdraw",
        description = "Take an acceptance back within a day",
        detailedDescription = "Example: referral:withdraw --from user_6")
public final class WithdrawCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that accepted")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Override
    protected Answer answer() {
        String referee = input().accountName("--from", from);
        return submit(referee, new WithdrawReferral(), () -> new Referrals(ledger()).linkOrNone(referee));
    }
}
