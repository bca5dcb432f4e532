package org.quoin.ledger.core.command;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore.State;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

/** What the file has is seen from its beginning: a key starts with the name of its scheme, which is no word of a phrase. */
@Service
@Command(
        scope = "wallet",
        name = "import",
        description = "Take in the keys of an account, from a file of private keys or of a recovery phrase",
        detailedDescription = "Example: wallet:import alice --from /root/phrase\n"
                + "Of a recovery phrase it takes the key that the ledger lists for the account, if it has that account,"
                + " else the one of --index and --scheme. Without a keystore, the phrase becomes that of a new one.")
public final class WalletImportCommand extends WalletCommand {
    private static final String INDEX = "--index";

    @Argument(name = "NAME", description = "The name of the account", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--from", description = "A file, readable for its owner only, of private keys or a recovery phrase")
    private @Nullable String from;

    @Option(name = "--scheme", description = "Of a key of --index: ed25519 (if none is given), secp256k1 or p256")
    private @Nullable String scheme;

    @Option(name = INDEX, description = "Which key of a recovery phrase, 0 or more: the last number of its path")
    private @Nullable String index;

    @Option(
            name = "--phrase-file",
            description = "A new file for a new recovery phrase, if keys are what makes the keystore")
    private @Nullable String phraseFile;

    @Override
    protected Answer answer() {
        String account = input().accountName("NAME", only(name));
        PublicKey.Scheme wanted = input().scheme("--scheme", scheme);
        OptionalInt at = index == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) input().number(INDEX, index, 0, Integer.MAX_VALUE));
        try (Secret content = SecretFiles.read(SecretFiles.path(input(), "--from", from))) {
            return isKeys(content.characters())
                    ? make(
                            phraseFile,
                            (passphrase, keeper) -> fields(keystore().importKeys(account, content, passphrase, keeper)))
                    : phrase(account, content, wanted, at);
        }
    }

    private static boolean isKeys(CharBuffer content) {
        int start = 0;
        while (start < content.length() && Character.isWhitespace(content.charAt(start))) {
            start++;
        }
        CharBuffer text = content.subSequence(start, content.length());
        return Arrays.stream(PublicKey.Scheme.values()).map(each -> each + " ").anyMatch(each -> {
            return text.length() >= each.length()
                    && CharSequence.compare(each, text.subSequence(0, each.length())) == 0;
        });
    }

    private Answer phrase(String account, Secret phrase, PublicKey.Scheme wanted, OptionalInt at) {
        Set<PublicKey> listed =
                new HashSet<>(ledger().account(account).map(Account::keys).orElse(List.of()));
        try (Secret passphrase = passphrase(keystore().state() == State.ABSENT)) {
            KeptKey key = keystore().importPhrase(account, phrase, wanted, at, listed, passphrase);
            return Answer.of(fields(List.of(key)));
        }
    }

    private static Fields fields(List<KeptKey> keys) {
        return Fields.of("items", keys.stream().map(WalletCommand::fields).toList());
    }
}
