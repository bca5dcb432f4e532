package org.quoin.htlc.provider.command;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.SignerNames;

@Service
@Command(
        scope = "htlc",
        name = "create",
        description =
                "Lock an amount that another account gets for a secret, or you get back when the contract expires",
        detailedDescription =
                "Example: htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-text 'correct"
                        + " horse battery' --preimage-length 21 --expires 1h")
public final class CreateCommand extends LockingCommand {
    private static final String HASH = "--secret-hash";
    private static final String TEXT = "--secret-text";
    private static final String LENGTH = "--preimage-length";
    private static final int MAX_PREIMAGE = 520;

    @Option(
            name = "--from",
            description = "The account that funds the contract, and gets the amount back if it expires")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--to", description = "The account that gets the amount for the secret")
    @Completion(AccountNames.class)
    private @Nullable String to;

    @Option(name = "--amount", description = "How much, in whole units of the asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = HASH, description = "The SHA-256 of the secret, 64 hexadecimal digits")
    private @Nullable String secretHash;

    @Option(name = TEXT, description = "The secret itself as text: only its hash goes to the ledger")
    private @Nullable String secretText;

    @Option(name = LENGTH, description = "How many bytes the secret has, 1 to 520")
    private String preimageLength = "32";

    @Option(name = "--expires", description = "How long after the newest block, with the units d, h, m and s")
    private @Nullable String expires;

    @Override
    protected Answer answer() {
        String funder = input().accountName("--from", from);
        String beneficiary = input().accountName("--to", to);
        Amount locked = input().amount("--amount", amount, input().asset("--asset", asset));
        int length = (int) input().number(LENGTH, preimageLength, 1, MAX_PREIMAGE);
        Hash hash = hash(length);
        Instant expiry = ledger().info().time().plus(input().duration("--expires", expires));
        return lock(new CreateHtlc(funder, beneficiary, locked, hash, length, expiry));
    }

    private Hash hash(int length) {
        Secret.requireOne(HASH, secretHash, TEXT, secretText);
        if (secretText == null) {
            return input().hash(HASH, secretHash);
        }
        Bytes secret = Secret.ofText(input().required(TEXT, secretText));
        if (secret.size() != length) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT", wrongLength(secret.size(), length), Values.of("argument", LENGTH));
        }
        return Hash.sha256(secret.toArray());
    }

    private static String wrongLength(int size, int length) {
        return size > MAX_PREIMAGE
                ? TEXT + " has " + size + " bytes: use a secret of at most " + MAX_PREIMAGE + "."
                : TEXT + " has " + size + " bytes and " + LENGTH + " is " + length + ": add " + LENGTH + " " + size
                        + ".";
    }
}
