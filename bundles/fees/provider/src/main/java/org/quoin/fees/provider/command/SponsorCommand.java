package org.quoin.fees.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "fees",
        name = "sponsor",
        description = "What a sponsor has deposited and staked, what is free now, and what others may cost",
        detailedDescription = "Example: fees:sponsor user_1")
public final class SponsorCommand extends LedgerCommand {
    @Argument(name = "ACCOUNT", description = "The account of the sponsor", multiValued = true, valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(new Shown(ledger()).sponsor(input().accountName("ACCOUNT", only(account))));
    }
}
