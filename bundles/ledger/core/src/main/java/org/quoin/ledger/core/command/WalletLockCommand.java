package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "wallet",
        name = "lock",
        description = "Let encrypted keys sign no more",
        detailedDescription = "Example: wallet:lock")
public final class WalletLockCommand extends LedgerCommand {
    @Reference
    private Keystore keystore;

    @Override
    protected Answer answer() {
        keystore.lock();
        return Answer.of(Fields.of("locked", true));
    }
}
