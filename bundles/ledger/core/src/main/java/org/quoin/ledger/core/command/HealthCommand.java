package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "health",
        description = "Whether the node does what its operator wants of it",
        detailedDescription =
                "Example: ledger:health\nIt fails when the node is not ready: when the ledger takes no transactions, or a capability that the file required-capabilities in the data directory names is missing.")
public final class HealthCommand extends LedgerCommand {
    @Reference
    private Health health;

    @Override
    protected Answer answer() {
        Health.Report report = health.report();
        return new Answer(
                CoreFields.health(report),
                report.state() == Health.State.NOT_READY ? report.reason().orElse(null) : null);
    }
}
