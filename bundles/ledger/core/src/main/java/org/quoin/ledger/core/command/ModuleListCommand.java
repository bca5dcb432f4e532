package org.quoin.ledger.core.command;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "module",
        name = "list",
        description = "The versions of capabilities that are available here, active, or were active",
        detailedDescription =
                "Example: module:list\nWhat a bundle delivers and this node does not let in is refused; the last column says why.")
public final class ModuleListCommand extends LedgerCommand {
    @Reference
    private DeliveredRules delivered;

    @Override
    protected Answer answer() {
        List<ScheduledModule> due = ledger().scheduledModules();
        Stream<Fields> known = ledger().modules().stream()
                .map(module -> CoreFields.module(module, at(due, module.id())).and("reason", null));
        Stream<Fields> refused = delivered.refused().stream()
                .map(CoreFields::refusedRules)
                .sorted(Comparator.comparing(Fields::toString));
        return Answer.of(Fields.list(Stream.concat(known, refused).toList()));
    }

    private static OptionalLong at(List<ScheduledModule> due, ModuleId id) {
        return due.stream()
                .filter(scheduled -> scheduled.module().equals(id))
                .mapToLong(ScheduledModule::at)
                .findFirst();
    }
}
