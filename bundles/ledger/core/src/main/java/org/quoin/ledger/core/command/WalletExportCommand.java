package org.quoin.ledger.core.command;

import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "wallet",
        name = "export",
        description =
                "Write the private keys of an account, or the recovery phrase, into a new file that is not encrypted",
        detailedDescription = "Example: wallet:export alice --to /root/alice.key\n"
                + "It asks for the passphrase, whether the wallet is locked or not. wallet:import takes in what it"
                + " writes.")
public final class WalletExportCommand extends WalletCommand {
    @Argument(
            name = "NAME",
            description = "The account; none with --phrase",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--to", description = "A new file, made readable for its owner only")
    private @Nullable String to;

    @Option(name = "--phrase", description = "Write the recovery phrase")
    private boolean phrase;

    @Override
    protected Answer answer() {
        @Nullable String given = only(name);
        if (phrase && given != null) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "NAME: the recovery phrase is that of all accounts: leave out '" + given
                            + "', or leave out --phrase.",
                    Values.of("argument", "NAME").and("value", given));
        }
        @Nullable String account = phrase ? null : input().accountName("NAME", given);
        Path file = SecretFiles.path(input(), "--to", to);
        SecretFiles.requireAbsent(file);
        try (Secret passphrase = passphrase();
                Secret exported = account == null
                        ? keystore().exportPhrase(passphrase)
                        : keystore().export(account, passphrase)) {
            SecretFiles.create(file, exported);
        }
        return Answer.of(Fields.of("name", account).and("file", file.toString()));
    }
}
