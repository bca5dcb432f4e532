package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Inspection;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "repair",
        description = "Read all files of the ledger and heal what can be healed while it runs",
        detailedDescription = "Example: ledger:repair")
public final class RepairCommand extends LedgerCommand {
    @Reference
    private Maintenance maintenance;

    @Override
    protected Answer answer() {
        Inspection found = withProgress("reading all files", progress -> maintenance.repair());
        List<Fields> findings = found.findings().stream()
                .map(each -> Fields.of("problem", each.problem()).and("healed", each.healed()))
                .toList();
        Fields fields = Fields.of("ok", found.ok())
                .and("height", found.height())
                .and("modules", found.modules())
                .and("findings", findings);
        return new Answer(
                fields,
                found.findings().stream()
                        .filter(each -> !each.healed())
                        .findFirst()
                        .map(Inspection.Finding::problem)
                        .orElse(null));
    }
}
