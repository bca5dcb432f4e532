package org.quoin.host.gateway.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "gateway",
        name = "key-revoke",
        description = "Make a key open nothing any more, from the next request on",
        detailedDescription = "Example: gateway:key-revoke shop")
public final class KeyRevokeCommand extends GatewayCommand {
    @Argument(name = "NAME", description = "The key's", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Override
    protected Answer answer() {
        String revoked = input().required("NAME", only(name));
        if (!keys(() -> gateway().keys().revoke(revoked))) {
            throw new ConsoleException(
                    "UNKNOWN_KEY",
                    "There is no key '" + revoked + "': gateway:keys lists those that there are.",
                    Values.of("name", revoked));
        }
        return Answer.of(Fields.of("revoked", revoked));
    }
}
