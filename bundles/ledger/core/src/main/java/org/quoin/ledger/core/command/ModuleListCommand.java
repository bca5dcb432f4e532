package org.quoin.ledger.core.command;

import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "module",
        name = "list",
        description = "The versions of capabilities that are available here, active, or were active",
        detailedDescription = "Example: module:list")
public final class ModuleListCommand extends LedgerCommand {

    @Override
    protected Answer answer() {
        List<ScheduledModule> due = ledger().scheduledModules();
        return Answer.of(Fields.page(new Page<>(
                ledger().modules().stream()
                        .map(module -> CoreFields.module(module, at(due, module.id())))
                        .toList(),
                null)));
    }

    private static OptionalLong at(List<ScheduledModule> due, ModuleId id) {
        return due.stream()
                .filter(scheduled -> scheduled.module().equals(id))
                .mapToLong(ScheduledModule::at)
                .findFirst();
    }
}
