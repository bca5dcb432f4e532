package org.quoin.referral.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "referral",
        name = "statement",
        description = "What an account earned in each day that is over, why, and what became of it",
        detailedDescription = "Example: referral:statement user_1 --count 30")
public final class StatementCommand extends ListCommand {
    @Argument(name = "ACCOUNT", description = "The account", multiValued = true, valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        String name = input().accountName("ACCOUNT", only(account));
        Referrals referrals = new Referrals(ledger());
        return page((cursor, limit) -> referrals.statement(name, cursor, limit), referrals::statementFields);
    }
}
