package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "ledger",
        name = "accounts",
        description = "Accounts in the order of their creation, now or after one of the last 1,024 blocks",
        detailedDescription = "Example: ledger:accounts --count 20")
public final class AccountsCommand extends ListCommand {
    @Option(name = "--height", description = "After which block; the newest if not given")
    private @Nullable String height;

    @Override
    protected Answer answer() {
        if (height == null) {
            return page(ledger()::accounts, CoreFields::account);
        }
        long then = Blocks.height(input(), height);
        return page((cursor, limit) -> ledger().accounts(cursor, limit, then), CoreFields::account);
    }
}
