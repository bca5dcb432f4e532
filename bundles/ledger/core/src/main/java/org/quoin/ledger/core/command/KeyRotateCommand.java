package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

/**
 * The new key is in the wallet before the ledger hears of it, and the former stays there: whatever becomes of the transaction, the
 * wallet holds the key that the ledger lists, and signs with that one.
 */
@Service
@Command(
        scope = "ledger",
        name = "key-rotate",
        description = "Give an account a new key, made and kept in the wallet, in place of all that it has",
        detailedDescription = "Example: ledger:key-rotate alice --scheme p256")
public final class KeyRotateCommand extends WriteCommand {
    @Argument(name = "NAME", description = "The account", multiValued = true, valueToShowInHelp = "")
    @Completion(SignerNames.class)
    private List<String> name = List.of();

    @Option(name = "--scheme", description = "Of the new key: ed25519 (if none is given), secp256k1 or p256")
    @Completion(
            value = StringsCompleter.class,
            values = {"ed25519", "secp256k1", "p256"})
    private @Nullable String scheme;

    @Override
    protected Answer answer() {
        Account account = input().account("NAME", only(name));
        PublicKey.Scheme wanted = input().scheme("--scheme", scheme);
        requireKey(account);
        Signer key = wallet().add(account.name(), wanted);
        return submit(
                account.name(),
                new RotateKeys(account.name(), List.of(key.publicKey())),
                () -> CoreFields.account(ledger().account(account.name()).orElseThrow()));
    }

    /** No key is made for an account of somebody else. */
    private void requireKey(Account account) {
        if (wallet().signer(account).isEmpty()) {
            throw new ConsoleException(
                    "NO_KEY",
                    "The wallet holds no key that signs for " + account.name()
                            + ": rotate it where its key is, wallet:list shows those that are here.",
                    Values.of("account", account.name()));
        }
    }
}
