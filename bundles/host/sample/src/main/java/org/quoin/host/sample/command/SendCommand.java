package org.quoin.host.sample.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.host.sample.Gifts;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "gift",
        name = "send",
        description =
                "Give an amount to another account: at once, or, with a code word and an expiry, when the word is said",
        detailedDescription = "Example: gift:send --from user_1 --to user_2 --amount 5 --asset ETH --code-word-file"
                + " /home/me/word --expires 30d")
public final class SendCommand extends WriteCommand {
    private static final String EXPIRES = "--expires";

    @Reference
    private Gifts gifts;

    @Option(name = "--from", description = "The account that gives, and has the amount again if nobody claims it")
    private @Nullable String from;

    @Option(name = "--to", description = "The account that the gift is for")
    private @Nullable String to;

    @Option(name = "--amount", description = "How much, in whole units of the asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    private @Nullable String asset;

    @Option(name = CodeWordFile.OPTION, description = "A file on the machine of the node that holds the code word")
    private @Nullable String codeWordFile;

    @Option(name = EXPIRES, description = "How long the gift waits for its code word, with the units d, h, m and s")
    private @Nullable String expires;

    @Override
    protected Answer answer() {
        String giver = input().accountName("--from", from);
        String receiver = input().accountName("--to", to);
        Amount given = input().amount("--amount", amount, input().asset("--asset", asset));
        if (codeWordFile == null) {
            requireNoExpiry();
            return submit(giver, new Transfer(giver, receiver, given), Fields::none);
        }
        return submit(
                giver,
                gifts.wrap(
                        giver,
                        receiver,
                        given,
                        ledger().info().time().plus(input().duration(EXPIRES, expires)),
                        CodeWordFile.read(codeWordFile)),
                GiftFields::wrapped);
    }

    private void requireNoExpiry() {
        if (expires != null) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    EXPIRES + " is for gifts with a code word: give " + CodeWordFile.OPTION + " too, or leave it out.",
                    Values.of("argument", EXPIRES));
        }
    }
}
