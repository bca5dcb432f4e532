package org.quoin.ledger.dev.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.Snapshots;
import org.quoin.ledger.api.Snapshots.Snapshot;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

/** A command for what the ledger was, or is to become. */
abstract class ReplacingCommand extends LedgerCommand {
    @Reference(optional = true)
    private @Nullable Snapshots snapshots;

    final Snapshots snapshots() {
        return Chains.requireDevelopment(snapshots);
    }

    static <T> T attempt(Supplier<T> work) {
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

    final Path path(@Nullable String given) {
        String file = input().required("FILE", given);
        try {
            return Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "FILE: '" + file + "' is not the name of a file.",
                    Values.of("argument", "FILE").and("value", file));
        }
    }

    static Fields fields(Snapshot snapshot) {
        return Fields.of("snapshot", snapshot.number())
                .and("height", snapshot.height())
                .and("head", snapshot.head())
                .and("stateRoot", snapshot.stateRoot())
                .and("time", snapshot.time());
    }

    static Fields fields(LedgerFile.Position position) {
        return Fields.of("height", position.height()).and("stateRoot", position.stateRoot());
    }
}
