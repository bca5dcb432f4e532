package org.quoin.ledger.core.command;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "wallet",
        name = "passphrase",
        description = "Give the keystore another passphrase; copies of its file keep the former one",
        detailedDescription = "Example: wallet:passphrase")
public final class WalletPassphraseCommand extends WalletCommand {
    private static final String NEW = "--new-passphrase-file";

    @Option(name = NEW, description = "A file, readable for its owner only, whose first line is the new passphrase")
    private @Nullable String newPassphraseFile;

    @Override
    protected Answer answer() {
        try (Secret former = passphrase();
                Secret next = next().orElseThrow(WalletCommand::needed)) {
            keystore().changePassphrase(former, next);
        }
        return Answer.of(Fields.of("changed", true));
    }

    private Optional<Secret> next() {
        return newPassphraseFile == null
                ? typedTwice("New passphrase of the wallet: ")
                : Optional.of(SecretFiles.firstLine(SecretFiles.path(input(), NEW, newPassphraseFile)));
    }
}
