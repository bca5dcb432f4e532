package org.quoin.ledger.core.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

/** What export and import have in common. */
abstract class LedgerFileCommand extends LedgerCommand {
    @Reference
    private LedgerFile files;

    final LedgerFile files() {
        return files;
    }

    final Path path(@Nullable String given) {
        String file = input().required("FILE", given);
        try {
            return Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "FILE: '" + file + "' cannot be the name of a file: choose another one.",
                    Values.of("argument", "FILE").and("value", file));
        }
    }

    static LedgerFile.Position attempt(Supplier<LedgerFile.Position> work) {
        try {
            return work.get();
        } catch (LedgerFileException e) {
            ConsoleException failed = new ConsoleException(
                    e.failure().code(), e.failure().message(), e.failure().values());
            if (e.getCause() != null) {
                failed.initCause(e.getCause());
            }
            throw failed;
        }
    }

    static Fields position(LedgerFile.Position position) {
        return Fields.of("height", position.height()).and("stateRoot", position.stateRoot());
    }
}
