package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "module",
        name = "policy",
        description = "Who brings new versions onto the chain; or sign, as an operator, that it changes",
        detailedDescription = "Example: module:policy governed\n"
                + "auto: a node that is given a newer, compatible version activates it with the operator's key that it holds."
                + " governed: operators sign each activation.")
public final class ModulePolicyCommand extends GovernanceCommand {
    @Argument(
            name = "POLICY",
            description = "auto or governed; shows the policy if none is given",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(PolicyNames.class)
    private List<String> policy = List.of();

    @Override
    protected Answer answer() {
        @Nullable String wanted = only(policy);
        if (wanted == null) {
            return Answer.of(shown());
        }
        return submit(operator(), new SetModulePolicy(parse(wanted)), this::shown);
    }

    private Fields shown() {
        return Fields.of("policy", ledger().modulePolicy().code()).and("operators", ledger().operators());
    }

    private static ModulePolicy parse(String wanted) {
        try {
            return ModulePolicy.ofCode(wanted);
        } catch (IllegalArgumentException e) {
            ConsoleException exception = new ConsoleException(
                    "INVALID_ARGUMENT",
                    "POLICY: '" + wanted + "' is none: use auto or governed.",
                    Values.of("argument", "POLICY").and("value", wanted));
            exception.initCause(e);
            throw exception;
        }
    }
}
