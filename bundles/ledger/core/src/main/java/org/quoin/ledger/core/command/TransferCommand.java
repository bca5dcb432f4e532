package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "ledger",
        name = "transfer",
        description =
                "Move an amount from one account to another, signed by the one that pays unless --as names another",
        detailedDescription = "Example: ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH")
public final class TransferCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that pays")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--to", description = "The account that receives")
    @Completion(AccountNames.class)
    private @Nullable String to;

    @Option(name = "--amount", description = "How much, in whole units of the asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Override
    protected Answer answer() {
        String payer = input().accountName("--from", from);
        String receiver = input().accountName("--to", to);
        Amount moved = input().amount("--amount", amount, input().asset("--asset", asset));
        return submit(payer, new Transfer(payer, receiver, moved), Fields::none);
    }
}
