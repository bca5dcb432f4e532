package org.quoin.htlc.provider.command;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "htlc",
        name = "offer",
        description = "Deposit a premium for who locks a contract for you with exactly these terms; he gets it when the"
                + " contract is settled",
        detailedDescription =
                "Example: htlc:offer --from user_2 --premium 0.1 --premium-asset QUO --funder user_1 --amount 5 --asset ETH"
                        + " --secret-hash 2cf2... --expires 1h --deadline 10m")
public final class OfferCommand extends WriteCommand {
    private static final String LENGTH = "--preimage-length";
    private static final int MAX_PREIMAGE = 520;

    @Option(name = "--from", description = "The account that deposits the premium, and is paid by the contract")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--premium", description = "How much it deposits, in whole units of the asset")
    private @Nullable String premium;

    @Option(name = "--premium-asset", description = "Of which asset")
    @Completion(AssetSymbols.class)
    private @Nullable String premiumAsset;

    @Option(name = "--funder", description = "The account that is to lock the contract, and gets the premium")
    @Completion(AccountNames.class)
    private @Nullable String funder;

    @Option(name = "--amount", description = "How much the contract is to hold, in whole units of its asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--secret-hash", description = "The SHA-256 of your secret, 64 hexadecimal digits")
    private @Nullable String secretHash;

    @Option(name = LENGTH, description = "How many bytes the secret has, 1 to 520")
    private String preimageLength = "32";

    @Option(name = "--expires", description = "The contract's expiry: how long after the newest block, with d, h, m, s")
    private @Nullable String expires;

    @Option(name = "--deadline", description = "How long after the newest block the contract can be locked")
    private @Nullable String deadline;

    @Override
    protected Answer answer() {
        String holder = input().accountName("--from", from);
        Amount deposited = input().amount("--premium", premium, input().asset("--premium-asset", premiumAsset));
        String locker = input().accountName("--funder", funder);
        Amount awaited = input().amount("--amount", amount, input().asset("--asset", asset));
        Hash hash = input().hash("--secret-hash", secretHash);
        int length = (int) input().number(LENGTH, preimageLength, 1, MAX_PREIMAGE);
        Instant now = ledger().info().time();
        Instant expiry = now.plus(input().duration("--expires", expires));
        Instant last = now.plus(input().duration("--deadline", deadline));
        return submit(
                holder,
                new OfferHtlc(holder, locker, awaited, hash, length, expiry, deposited, last),
                receipt -> new Contracts(ledger()).showOffer(made(receipt)));
    }

    private static Hash made(Receipt receipt) {
        return receipt.events().stream()
                .filter(event -> event.type().equals("htlc.offered"))
                .map(event -> event.data().hash("id"))
                .findFirst()
                .orElseThrow();
    }
}
