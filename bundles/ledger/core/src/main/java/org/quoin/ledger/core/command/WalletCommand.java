package org.quoin.ledger.core.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.SessionPassphrase;

/**
 * What commands of the keystore have in common. A passphrase comes from a file, from the launcher, or from whoever sits at the
 * terminal; never from the line.
 */
abstract class WalletCommand extends LedgerCommand {
    /** What jline throws when somebody presses Ctrl-C or Ctrl-D. */
    private static final Set<String> STOPPED = Set.of("UserInterruptException", "EndOfFileException");

    @Reference
    private Keystore keystore;

    @Reference
    private Session session;

    @Option(
            name = "--passphrase-file",
            description = "A file, readable for its owner only, whose first line is the passphrase")
    private @Nullable String passphraseFile;

    final Keystore keystore() {
        return keystore;
    }

    final Secret passphrase() {
        return given().or(() -> typed("Passphrase of the wallet: ")).orElseThrow(WalletCommand::needed);
    }

    /** The passphrase of a keystore that is there, or that is to be made: then it is typed twice. */
    final Secret passphrase(boolean first) {
        return first
                ? given().or(() -> typedTwice("New passphrase of the wallet: ")).orElseThrow(WalletCommand::needed)
                : passphrase();
    }

    private Optional<Secret> given() {
        Optional<Secret> given = passphraseFile == null
                ? SessionPassphrase.of(session)
                : Optional.of(SecretFiles.firstLine(SecretFiles.path(input(), "--passphrase-file", passphraseFile)));
        if (given.isPresent() && given.get().characters().isEmpty()) {
            throw needed();
        }
        return given;
    }

    private Optional<Secret> typed(String prompt) {
        if (!isAtTerminal()) {
            return Optional.empty();
        }
        try {
            String line = session.readLine(prompt, '*');
            return line == null || line.isEmpty() ? Optional.empty() : Optional.of(new Secret(line.toCharArray()));
        } catch (IOException e) {
            ConsoleException failed = needed();
            failed.initCause(e);
            throw failed;
        } catch (RuntimeException e) {
            if (STOPPED.contains(e.getClass().getSimpleName())) {
                throw needed();
            }
            throw e;
        }
    }

    final Optional<Secret> typedTwice(String prompt) {
        Optional<Secret> first = typed(prompt);
        if (first.isPresent()) {
            try (Secret again = typed("The same again: ").orElseThrow(WalletCommand::needed)) {
                if (!first.get().characters().equals(again.characters())) {
                    first.get().close();
                    throw new ConsoleException(
                            "PASSPHRASES_DIFFER",
                            "You typed two different passphrases: try again, nothing has changed.",
                            Values.none());
                }
            }
        }
        return first;
    }

    final boolean isAtTerminal() {
        return session.getTerminal() != null;
    }

    static ConsoleException needed() {
        return new ConsoleException(
                "PASSPHRASE_NEEDED",
                "A passphrase is needed: type it at the console, name its file with --passphrase-file, or hand it over"
                        + " with quoin exec --passphrase-file FILE or --passphrase-fd N.",
                Values.none());
    }

    /** What changes the keystore, or makes it. */
    interface Making {
        Fields make(Secret passphrase, Keystore.PhraseKeeper keeper);
    }

    /**
     * Makes a key, and with the first one the keystore.
     *
     * @param phraseFile a new file for the recovery phrase, by the option {@code --phrase-file}
     */
    final Answer make(@Nullable String phraseFile, Making making) {
        boolean first = keystore.state() == Keystore.State.ABSENT;
        PhraseDestination destination = new PhraseDestination(first, phraseFile);
        try (Secret passphrase = passphrase(first)) {
            return Answer.of(making.make(passphrase, destination).and("phraseFile", destination.file()));
        } catch (RuntimeException e) {
            destination.forget();
            throw e;
        }
    }

    /** Where a new recovery phrase goes: to a new file, or once to the terminal. */
    private final class PhraseDestination implements Keystore.PhraseKeeper {
        private final @Nullable Path file;
        private boolean written;

        /** @param given the file, by the option {@code --phrase-file} */
        PhraseDestination(boolean first, @Nullable String given) {
            if (!first && given != null) {
                throw new ConsoleException(
                        "KEYSTORE_EXISTS",
                        "The keystore has a recovery phrase already, which new keys follow from: leave out"
                                + " --phrase-file, or see it with wallet:export --phrase.",
                        Values.none());
            }
            if (first && given == null && !isAtTerminal()) {
                throw new ConsoleException(
                        "PHRASE_FILE_NEEDED",
                        "A recovery phrase would be made, and there is no terminal to show it on: name a new file for"
                                + " it with --phrase-file.",
                        Values.none());
            }
            file = given == null ? null : SecretFiles.path(input(), "--phrase-file", given);
            if (file != null) {
                SecretFiles.requireAbsent(file);
            }
        }

        @Nullable
        String file() {
            return written ? String.valueOf(file) : null;
        }

        @Override
        public void keep(Secret phrase) {
            if (file != null) {
                SecretFiles.create(file, phrase);
                written = true;
                return;
            }
            session.getConsole()
                    .println("The recovery phrase. Whoever has it has the keys; without it and the passphrase they are"
                            + " lost.");
            session.getConsole().println("Write it down now, on paper:");
            session.getConsole().println();
            session.getConsole().println(phrase.characters());
            session.getConsole().println();
        }

        /** What was made is not: then the phrase stands for nothing. */
        void forget() {
            if (written && file != null) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    ConsoleException failed = new ConsoleException(
                            "FILE_FAILED",
                            "Nothing was made, but the file " + file + " with a phrase for nothing is left: delete it.",
                            Values.of("file", file.toString()));
                    failed.initCause(e);
                    throw failed;
                }
            }
        }
    }

    static Fields fields(KeptKey key) {
        return Fields.of("name", key.account())
                .and("publicKey", key.publicKey())
                .and("path", path(key));
    }

    /** Null if it was imported. */
    static @Nullable String path(KeptKey key) {
        return key.origin().equals(KeptKey.IMPORTED) ? null : key.origin();
    }
}
