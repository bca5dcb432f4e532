package org.quoin.referral.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.FundReferral;

@Service
@Command(
        scope = "referral",
        name = "fund",
        description = "Put something into the pot that rewards are paid from; it does not come back",
        detailedDescription = "Example: referral:fund --from user_3 --amount 10")
public final class FundCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that gives it")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--amount", description = "How much, in whole units of what fees are paid in")
    private @Nullable String amount;

    @Override
    protected Answer answer() {
        Referrals referrals = new Referrals(ledger());
        return submit(
                input().accountName("--from", from),
                new FundReferral(input().amount("--amount", amount, referrals.asset())),
                () -> Fields.of("pot", referrals.pot()));
    }
}
