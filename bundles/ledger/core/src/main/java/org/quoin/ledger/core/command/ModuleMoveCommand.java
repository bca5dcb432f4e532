package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.MoveAgreements;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "module",
        name = "move",
        description =
                "Sign, as an operator, that the open agreements of a faulty version are kept by another, for good",
        detailedDescription = "Example: module:move htlc 1.0.0 1.1.0\n"
                + "The faulty version must not be active, and never becomes active again.")
public final class ModuleMoveCommand extends GovernanceCommand {
    @Argument(
            name = "NAME",
            description = "The capability, the faulty version and the one that takes over",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(ModuleVersions.class)
    private List<String> words = List.of();

    @Override
    protected Answer answer() {
        String name = input().required("NAME", word(0));
        ModuleId from = find(name, input().required("FROM", word(1)));
        ModuleId to =
                find(name, input().required("TO", only(words.size() < 3 ? List.of() : words.subList(2, words.size()))));
        return govern(new MoveAgreements(from.sha256(), to.sha256()), from);
    }

    private ModuleId find(String name, String version) {
        Optional<String> wanted = Optional.of(version);
        return VersionCommand.find(ledger(), name, wanted)
                .orElseThrow(() -> VersionCommand.unknown(name, wanted))
                .id();
    }

    private @Nullable String word(int index) {
        return index < words.size() ? words.get(index) : null;
    }
}
