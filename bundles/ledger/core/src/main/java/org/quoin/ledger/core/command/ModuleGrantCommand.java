package org.quoin.ledger.core.command;

import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.CoreFields;

@Service
@Command(
        scope = "module",
        name = "grant",
        description = "Sign, as an operator, which capabilities a host may use, and how much",
        detailedDescription =
                "Example: module:grant org.quoin.host.website ledger htlc --transactions 600 --bytes 1000000\n"
                        + "HOST is the symbolic name of a bundle, or '*' (in quotes) for all that have no grant of their own. Then come"
                        + " the capabilities whose operations and queries it may send, 'ledger' for the ledger's own, '*' for all; or"
                        + " --nothing. The grant takes the place of the one before.")
public final class ModuleGrantCommand extends GovernanceCommand {
    @Argument(
            name = "HOST CAPABILITIES",
            description = "The host, and what it may use",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(HostNames.class)
    private List<String> arguments = List.of();

    @Option(name = "--nothing", description = "It may use no capability at all")
    private boolean nothing;

    @Option(name = "--transactions", description = "The most that it may submit in a minute; without it any number")
    private @Nullable String transactions;

    @Option(name = "--bytes", description = "Of encoded transactions in a minute; without it any number")
    private @Nullable String bytes;

    @Override
    protected Answer answer() {
        String host = input().required("HOST", arguments.isEmpty() ? null : arguments.get(0));
        List<String> capabilities = arguments.subList(1, arguments.size());
        if (nothing != capabilities.isEmpty()) {
            throw new ConsoleException(
                    nothing ? "INVALID_ARGUMENT" : "MISSING_ARGUMENT",
                    "Name the capabilities that " + host + " may use, or --nothing: one of the two.",
                    Values.of("argument", "CAPABILITIES"));
        }
        HostGrant grant =
                new HostGrant(host, capabilities, quota("--transactions", transactions), quota("--bytes", bytes));
        return submit(operator(), new GrantHost(grant), () -> CoreFields.grant(ledger().hostGrant(host)));
    }

    private OptionalLong quota(String option, @Nullable String given) {
        return given == null
                ? OptionalLong.empty()
                : OptionalLong.of(input().number(option, given, 1, HostGrant.MAX_QUOTA));
    }
}
