package org.quoin.host.gateway.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "gateway",
        name = "info",
        description = "Where the gateway answers, whom it lets in, and how much of it goes on",
        detailedDescription = "What is empty was not decided in the configuration org.quoin.gateway: then it depends on"
                + " where a request comes from.\nExample: gateway:info")
public final class InfoCommand extends GatewayCommand {
    @Override
    protected Answer answer() {
        return Answer.of(keys(() -> gateway().info()));
    }
}
