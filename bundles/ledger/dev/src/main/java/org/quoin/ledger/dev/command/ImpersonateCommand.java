package org.quoin.ledger.dev.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Impersonate;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.StopImpersonating;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.WriteCommand;

/**
 * Every signature on the chain is verified, so nobody acts for another without a key: the operators give the account one more, which
 * is made and kept in the wallet.
 */
@Service
@Command(
        scope = "dev",
        name = "impersonate",
        description = "Act for an account whose keys are elsewhere: it gets one more, which the wallet holds",
        detailedDescription =
                "Then --as signs for it. --stop takes the key off again.\n" + "Example: dev:impersonate alice")
public final class ImpersonateCommand extends WriteCommand {
    @Reference(optional = true)
    private @Nullable Development development;

    @Argument(name = "ACCOUNT", description = "Whom to act for", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--stop", description = "Take the key off")
    private boolean stop;

    @Override
    protected Answer answer() {
        Development present = Chains.requireDevelopment(development);
        Account account = input().account("ACCOUNT", only(name));
        String operator = operator();
        OperationRecord operation = stop
                ? new StopImpersonating(account.name())
                : new Impersonate(
                        account.name(),
                        wallet().add(account.name(), PublicKey.Scheme.ED25519).publicKey(),
                        present.genesis());
        return submit(operator, operation, () -> keys(account.name()));
    }

    private Fields keys(String account) {
        return Fields.of("account", account)
                .and("keys", ledger().account(account).orElseThrow().keys());
    }

    private String operator() {
        List<String> operators = ledger().operators();
        return operators.stream()
                .filter(each -> ledger().account(each).flatMap(wallet()::signer).isPresent())
                .findFirst()
                .orElseThrow(() -> new ConsoleException(
                        "NO_KEY",
                        "The wallet holds no key of an operator: sign where one is. The operators are "
                                + String.join(", ", operators) + ".",
                        Values.of("operators", String.join(", ", operators))));
    }
}
