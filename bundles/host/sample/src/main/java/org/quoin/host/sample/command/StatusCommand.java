package org.quoin.host.sample.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.host.sample.Gifts;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "gift",
        name = "status",
        description = "Whether gifts can have code words now, and how far the ledger's events were looked at",
        detailedDescription = "Example: gift:status")
public final class StatusCommand extends LedgerCommand {
    @Reference
    private Gifts gifts;

    @Override
    protected Answer answer() {
        return Answer.of(GiftFields.status(gifts.status()));
    }
}
