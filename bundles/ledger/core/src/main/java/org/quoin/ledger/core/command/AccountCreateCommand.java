package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.NoWords;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "ledger",
        name = "account-create",
        description =
                "Open an account, signed by operator unless --as names another; makes a key in the wallet if it holds none",
        detailedDescription = "Example: ledger:account-create alice")
public final class AccountCreateCommand extends WriteCommand {
    private static final String OPERATOR = "operator";

    @Argument(name = "NAME", description = "The name of the new account", multiValued = true, valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> name = List.of();

    @Option(name = "--scheme", description = "Of a new key: ed25519 (if none is given), secp256k1 or p256")
    @Completion(
            value = StringsCompleter.class,
            values = {"ed25519", "secp256k1", "p256"})
    private @Nullable String scheme;

    @Override
    protected Answer answer() {
        String account = input().accountName("NAME", only(name));
        PublicKey.Scheme wanted = input().scheme("--scheme", scheme);
        Signer key = keptKey(account, wanted).orElseGet(() -> newKey(account, wanted));
        return submit(
                OPERATOR,
                new CreateAccount(account, key.publicKey()),
                () -> CoreFields.account(ledger().account(account).orElseThrow()));
    }

    /** The last one that was made with the scheme, or with any if none was asked for. */
    private Optional<Signer> keptKey(String account, PublicKey.Scheme wanted) {
        return wallet().signers(account).stream()
                .filter(key -> scheme == null || key.publicKey().scheme() == wanted)
                .reduce((former, latter) -> latter);
    }

    /** Not for an account of somebody else: the wallet would seem to hold its key. */
    private Signer newKey(String account, PublicKey.Scheme wanted) {
        if (ledger().account(account).isPresent()) {
            throw new ConsoleException(
                    LedgerFailure.ACCOUNT_EXISTS.name(),
                    "There is an account " + account + " already: choose another name.",
                    Values.of("account", account));
        }
        return wallet().add(account, wanted);
    }
}
