package org.quoin.ledger.dev.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

/** A payment like any other: what the treasury gives away is in the ledger's history. */
@Service
@Command(
        scope = "dev",
        name = "faucet",
        description = "Give play assets of the treasury to an account",
        detailedDescription = "Example: dev:faucet user_1 ETH 25")
public final class FaucetCommand extends WriteCommand {
    private static final String TREASURY = "treasury";

    @Reference(optional = true)
    private @Nullable Development development;

    @Argument(
            name = "ACCOUNT",
            description = "Who gets it, of which asset, and how much in whole units",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> words = List.of();

    @Override
    protected Answer answer() {
        Development unused = Chains.requireDevelopment(development);
        Account receiver = input().account("ACCOUNT", word(0));
        Asset asset = input().asset("ASSET", word(1));
        Amount given =
                input().amount("AMOUNT", only(words.size() < 3 ? List.of() : words.subList(2, words.size())), asset);
        return submit(
                TREASURY,
                new Transfer(TREASURY, receiver.name(), given),
                () -> Chains.position(ledger().info())
                        .and("account", receiver.name())
                        .and("asset", asset.symbol())
                        .and("amount", given));
    }

    private @Nullable String word(int index) {
        return index < words.size() ? words.get(index) : null;
    }
}
