package org.quoin.host.gateway.command;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.quoin.host.gateway.Administration;
import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.LedgerCommand;

/** A command that asks the gateway, or changes who may ask it. */
abstract class GatewayCommand extends LedgerCommand {
    @Reference
    private Administration gateway;

    final Administration gateway() {
        return gateway;
    }

    /** What is asked of the keys, whose file may fail. */
    final <T> T keys(Supplier<T> question) {
        try {
            return question.get();
        } catch (UncheckedIOException e) {
            throw failed(gateway.keys(), e);
        }
    }

    private static ConsoleException failed(ApiKeys keys, UncheckedIOException e) {
        ConsoleException failure = new ConsoleException(
                "FILE_FAILED",
                "The gateway's keys could not be read or kept (" + e.getMessage()
                        + "): see to space, permissions and content of " + keys.file() + ".",
                Values.of("file", keys.file().toString()));
        failure.initCause(e);
        return failure;
    }
}
