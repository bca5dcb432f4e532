package org.quoin.ledger.dev.command;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

/** What all of these commands refuse and show alike. */
final class Chains {
    private Chains() {}

    /** A service of development chains: others have none. */
    static <T> T requireDevelopment(@Nullable T service) {
        if (service == null) {
            throw new ConsoleException(
                    "NOT_DEVELOPMENT",
                    "This is no development chain, and only those have the commands dev: start one with quoin dev.",
                    Values.none());
        }
        return service;
    }

    /** Where the ledger stands after time was moved or blocks were made. */
    static Fields position(LedgerInfo info) {
        return Fields.of("height", info.height()).and("time", info.time());
    }
}
