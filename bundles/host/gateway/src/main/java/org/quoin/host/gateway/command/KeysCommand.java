package org.quoin.host.gateway.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "gateway",
        name = "keys",
        description = "The keys that open the gateway: their names and what they allow, never the keys",
        detailedDescription = "Example: gateway:keys")
public final class KeysCommand extends GatewayCommand {
    @Override
    protected Answer answer() {
        return Answer.of(Fields.list(
                keys(() -> gateway().keys().list().stream().map(KeyFields::of).toList())));
    }
}
