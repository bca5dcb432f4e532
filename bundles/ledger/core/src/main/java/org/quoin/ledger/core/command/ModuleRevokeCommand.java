package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.RevokeHost;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;

@Service
@Command(
        scope = "module",
        name = "revoke",
        description = "Sign, as an operator, that a host has no grant of its own any more",
        detailedDescription =
                "Example: module:revoke org.quoin.host.website\n"
                        + "It then may what the others may: module:grants shows it. 'module:grant HOST --nothing' is how to keep it out.")
public final class ModuleRevokeCommand extends GovernanceCommand {
    @Argument(
            name = "HOST",
            description = "The symbolic name of a bundle, or '*'",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(HostNames.class)
    private List<String> host = List.of();

    @Override
    protected Answer answer() {
        String name = input().required("HOST", only(host));
        return submit(operator(), new RevokeHost(name), () -> CoreFields.grant(ledger().hostGrant(name)));
    }
}
