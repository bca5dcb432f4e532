package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.WriteCommand;

/** Something that operators sign. It happens when more than half of them have signed the same. */
abstract class GovernanceCommand extends WriteCommand {
    /** By the first operator whose key is here, unless {@code --as} names another. */
    final Answer govern(OperationRecord operation, ModuleId subject) {
        return submit(operator(), operation, () -> standing(subject));
    }

    final String operator() {
        List<String> operators = ledger().operators();
        return operators.stream()
                .filter(name -> ledger().account(name).flatMap(wallet()::signer).isPresent())
                .findFirst()
                .orElseThrow(() -> new ConsoleException(
                        "NO_KEY",
                        "The wallet holds no key of an operator: sign where one is. The operators are "
                                + String.join(", ", operators) + ".",
                        Values.of("operators", String.join(", ", operators))));
    }

    /** Where a version stands after the transaction. */
    private Fields standing(ModuleId subject) {
        Optional<Module> module = ledger().modules().stream()
                .filter(each -> each.id().equals(subject))
                .findFirst();
        Optional<ScheduledModule> due = ledger().scheduledModules().stream()
                .filter(each -> each.module().equals(subject))
                .findFirst();
        return Fields.of("name", subject.capability())
                .and("version", subject.version())
                .and("sha256", subject.sha256())
                .and("state", module.map(each -> CoreFields.state(each.state())).orElse(null))
                .and("activeFrom", due.map(ScheduledModule::at).orElse(null));
    }
}
