package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;

@Service
@Command(
        scope = "module",
        name = "activate",
        description = "Sign, as an operator, that a version of a capability becomes the active one",
        detailedDescription = "Example: module:activate htlc 1.1.0 --at 5000\n"
                + "VERSION is the newest that is not active, unless you name one. It is rehearsed first, and becomes active when more than half of the"
                + " operators have signed the same.")
public final class ModuleActivateCommand extends GovernanceCommand {
    @Reference
    private DeliveredRules delivered;

    @Reference
    private Rehearsals rehearsals;

    @Option(name = "--at", description = "The height of the first block under it; the next block if none is given")
    private @Nullable String at;

    @Argument(
            name = "NAME",
            description = "The capability, and the version if not the newest",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(ModuleVersions.class)
    private List<String> words = List.of();

    @Override
    protected Answer answer() {
        String name = input().required("NAME", words.isEmpty() ? null : words.get(0));
        Optional<String> version =
                Optional.ofNullable(only(words.size() < 2 ? List.of() : words.subList(1, words.size())));
        Module module = VersionCommand.find(ledger(), name, version)
                .orElseThrow(() -> refused(name, version).orElseGet(() -> VersionCommand.unknown(name, version)));
        Optional<Bytes> rules =
                module.state() == Module.State.AVAILABLE ? Optional.of(jar(module.id())) : Optional.empty();
        OptionalLong height =
                at == null ? OptionalLong.empty() : OptionalLong.of(input().number("--at", at, 0, Long.MAX_VALUE));
        requireRehearsed(module.id());
        return govern(new ActivateModule(module.id().sha256(), rules, height), module.id());
    }

    private void requireRehearsed(ModuleId id) {
        Rehearsal rehearsal = withProgress("rehearsing", progress -> rehearsals.rehearse(id.sha256()));
        if (!rehearsal.ok()) {
            throw new ConsoleException(
                    "REHEARSAL_FAILED",
                    ModuleRehearseCommand.problems(rehearsal),
                    Values.of("name", id.capability()).and("version", id.version()));
        }
    }

    /** What operators have never authorised needs somebody who stands up for it, still. */
    private Bytes jar(ModuleId id) {
        return delivered
                .find(id.sha256())
                .orElseThrow(() -> untrusted(
                        id.capability(),
                        id
                                + " was let in, and no key that has signed it is trusted any more: if you trust its author again,"
                                + " put the key back into trusted-keys in the node's data directory."));
    }

    private Optional<ConsoleException> refused(String name, Optional<String> version) {
        return delivered.refused().stream()
                .filter(rules -> rules.id()
                        .filter(id ->
                                id.capability().equals(name) && id.version().equals(version.orElse(id.version())))
                        .isPresent())
                .map(rules -> untrusted(name, rules.reason() + "."))
                .findFirst();
    }

    private static ConsoleException untrusted(String name, String sentence) {
        return new ConsoleException("RULES_NOT_LET_IN", sentence, Values.of("name", name));
    }
}
