package org.quoin.ledger.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;

@Service
@Command(
        scope = "module",
        name = "rollback",
        description = "Sign, as an operator, that the version before the active one becomes active again",
        detailedDescription = "Example: module:rollback htlc\n"
                + "The chain has its rules: no bundle is needed. Agreements stay with the rules that made them.")
public final class ModuleRollbackCommand extends GovernanceCommand {
    private static final int PAGE = 1_000;

    @Argument(name = "NAME", description = "The capability", multiValued = true, valueToShowInHelp = "")
    @Completion(ModuleVersions.class)
    private List<String> name = List.of();

    @Override
    protected Answer answer() {
        String capability = input().required("NAME", only(name));
        List<ModuleId> before = activated(capability);
        if (before.size() < 2) {
            throw new ConsoleException(
                    "NO_EARLIER_VERSION",
                    "No other version of " + capability + " was active before: module:history shows those that were.",
                    Values.of("name", capability));
        }
        ModuleId former = before.get(before.size() - 2);
        return govern(new ActivateModule(former.sha256(), Optional.empty()), former);
    }

    /** In the order in which they became active, none twice in a row. */
    private List<ModuleId> activated(String capability) {
        List<ModuleId> activated = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<ModuleChange> page = ledger().moduleHistory(cursor, PAGE);
            for (ModuleChange change : page.items()) {
                ModuleId id = change.module();
                boolean again = !activated.isEmpty()
                        && activated.get(activated.size() - 1).equals(id);
                if (change.active() && id.capability().equals(capability) && !again) {
                    activated.add(id);
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return activated;
    }
}
