package org.quoin.referral.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.PayoutReferral;

@Service
@Command(
        scope = "referral",
        name = "payout",
        description =
                "Pay an account what is vested, whole days in one transfer; signed by it unless --as names another",
        detailedDescription = "Example: referral:payout user_1")
public final class PayoutCommand extends WriteCommand {
    @Argument(name = "ACCOUNT", description = "The account that is paid", multiValued = true, valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        String paid = input().accountName("ACCOUNT", only(account));
        String asset = new Referrals(ledger()).asset().symbol();
        return submit(paid, new PayoutReferral(paid, asset), Fields::none);
    }
}
