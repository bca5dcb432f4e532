package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
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
        List<Fields> checks = report.checks().stream()
                .map(check -> Fields.of("name", check.name())
                        .and("required", check.required())
                        .and("ok", check.ok())
                        .and("reason", check.reason().orElse(null)))
                .toList();
        return new Answer(
                Fields.of("state", word(report.state()))
                        .and("reason", report.reason().orElse(null))
                        .and("checks", checks),
                report.state() == Health.State.NOT_READY ? report.reason().orElse(null) : null);
    }

    private static String word(Health.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
