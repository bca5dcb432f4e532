package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.LedgerCommand;

/** Something about a version of a capability: {@code NAME [VERSION]}, of the versions that are not active the newest. */
abstract class VersionCommand extends LedgerCommand {
    @Argument(
            name = "NAME",
            description = "The capability, and the version if not the newest",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(ModuleVersions.class)
    private List<String> words = List.of();

    @Override
    protected final Answer answer() {
        String name = input().required("NAME", words.isEmpty() ? null : words.get(0));
        Optional<String> version =
                Optional.ofNullable(only(words.size() < 2 ? List.of() : words.subList(1, words.size())));
        Hash rules = find(ledger(), name, version)
                .orElseThrow(() -> unknown(name, version))
                .id()
                .sha256();
        try {
            return answer(rules);
        } catch (IllegalArgumentException e) {
            ConsoleException exception = new ConsoleException(
                    "INVALID_RULES",
                    "The rules cannot be tried: " + e.getMessage() + ". Build them again.",
                    Values.of("sha256", rules));
            exception.initCause(e);
            throw exception;
        }
    }

    abstract Answer answer(Hash rules);

    /** The version of that name; the newest one that is not active if none is named. */
    static Optional<Module> find(Ledger ledger, String name, Optional<String> version) {
        return ledger.modules().stream()
                .filter(module -> module.id().capability().equals(name))
                .filter(module -> version.isPresent()
                        ? module.id().version().equals(version.get())
                        : module.state() != Module.State.ACTIVE)
                .reduce((older, newer) -> newer); // they are listed by version
    }

    static ConsoleException unknown(String name, Optional<String> version) {
        return new ConsoleException(
                "UNKNOWN_MODULE",
                version.map(each -> "There is no " + name + " " + each)
                                .orElse("There is no version of " + name + " that is not active")
                        + ": deploy it first; module:list shows those that are here.",
                Values.of("name", name).and("version", version.orElse("")));
    }
}
