package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.CancelModule;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;

@Service
@Command(
        scope = "module",
        name = "cancel",
        description = "Take back, as a single operator, an activation that is due at a later block",
        detailedDescription = "Example: module:cancel htlc")
public final class ModuleCancelCommand extends GovernanceCommand {
    @Argument(name = "NAME", description = "The capability", multiValued = true, valueToShowInHelp = "")
    @Completion(ModuleVersions.class)
    private List<String> name = List.of();

    @Override
    protected Answer answer() {
        String capability = input().required("NAME", only(name));
        ScheduledModule due = ledger().scheduledModules().stream()
                .filter(each -> each.module().capability().equals(capability))
                .findFirst()
                .orElseThrow(() -> new ConsoleException(
                        "NOT_SCHEDULED",
                        "No activation of " + capability + " is due: module:list shows those that are.",
                        Values.of("name", capability)));
        return govern(new CancelModule(due.module().sha256()), due.module());
    }
}
