package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;

@Service
@Command(
        scope = "wallet",
        name = "create",
        description =
                "Make an encrypted key for an account that is to be; the first one makes the keystore and its recovery"
                        + " phrase",
        detailedDescription = "Example: wallet:create alice\n"
                + "Then open the account with ledger:account-create alice. In a script: wallet:create alice"
                + " --passphrase-file /root/passphrase --phrase-file /root/phrase")
public final class WalletCreateCommand extends WalletCommand {
    private static final Set<String> WORDS = Set.of("12", "15", "18", "21", "24");

    @Argument(name = "NAME", description = "The name of the account", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--scheme", description = "Of the key: ed25519 (if none is given), secp256k1 or p256")
    private @Nullable String scheme;

    @Option(name = "--words", description = "Of a new recovery phrase: 12, 15, 18, 21 or 24 (if none is given)")
    private String words = "24";

    @Option(
            name = "--phrase-file",
            description = "A new file for a new recovery phrase; without it, the terminal shows it")
    private @Nullable String phraseFile;

    @Override
    protected Answer answer() {
        String account = input().accountName("NAME", only(name));
        PublicKey.Scheme wanted = input().scheme("--scheme", scheme);
        if (!WORDS.contains(words)) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "--words: a recovery phrase has 12, 15, 18, 21 or 24 words, not '" + words + "'.",
                    Values.of("argument", "--words").and("value", words));
        }
        requireNoAccount(account);
        return make(
                phraseFile,
                (passphrase, keeper) ->
                        fields(keystore().create(account, wanted, Integer.parseInt(words), passphrase, keeper)));
    }

    /** Not for an account of somebody else: the wallet would seem to hold its key. */
    private void requireNoAccount(String account) {
        if (ledger().account(account).isPresent()) {
            throw new ConsoleException(
                    LedgerFailure.ACCOUNT_EXISTS.name(),
                    "There is an account " + account
                            + " already: choose another name, or take in the key that it has with" + " wallet:import.",
                    Values.of("account", account));
        }
    }
}
