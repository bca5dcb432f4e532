package org.quoin.ledger.console;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.description.Values;

/** A command that signs an operation with a key of the wallet, submits it and shows the receipt. */
public abstract class WriteCommand extends LedgerCommand {
    @Reference
    private Wallet wallet;

    @Option(name = "--as", description = "Account that signs, if not the one that the operation naturally belongs to")
    @Completion(SignerNames.class)
    private @Nullable String as;

    @Option(name = "--sign-only", description = "Show the signed transaction instead of submitting it")
    private boolean signOnly;

    protected final Wallet wallet() {
        return wallet;
    }

    @Option(
            name = "--fee-limit",
            description =
                    "The most that it may cost, in whole units of the native asset, if not twice what it would cost now")
    private @Nullable String feeLimit;

    @Option(
            name = "--tip",
            description =
                    "Offered on top of the fee to be ordered earlier, in billionths of the native asset for each unit of gas")
    private @Nullable String tip;

    @Option(name = "--sponsor", description = "Account whose budget pays the fee, if it takes part")
    @Completion(AccountNames.class)
    private @Nullable String sponsor;

    @Option(name = "--layer-2", description = "Pay for published data alone, as the operations of layer 2 may")
    private boolean layer2;

    /**
     * Signs, submits and waits for the receipt; or, with {@code --sign-only}, only signs.
     *
     * @param naturally the account that signs unless {@code --as} names another
     * @param created what the operation has made, asked for only if it was applied
     */
    protected final Answer submit(String naturally, OperationRecord operation, Supplier<Fields> created) {
        return submit(naturally, operation, receipt -> created.get());
    }

    /** The same, where only the receipt says what was made. */
    protected final Answer submit(String naturally, OperationRecord operation, Function<Receipt, Fields> created) {
        return submit(naturally, List.of(operation), created);
    }

    /** The same, of operations that are one transaction. */
    protected final Answer submit(
            String naturally, List<OperationRecord> operations, Function<Receipt, Fields> created) {
        String account = as == null ? naturally : input().accountName("--as", as);
        OperationRecord[] all = operations.toArray(OperationRecord[]::new);
        if (signOnly) {
            SignedTransaction signed = new LedgerClient(ledger()).sign(offer(), account, signer(account), all);
            return Answer.of(Fields.of("tx", signed.transaction().id()).and("bytes", signed.encode()));
        }
        Receipt receipt = new Submitter(ledger()).submit(offer(), account, signer(account), all);
        return receipt(receipt, () -> created.apply(receipt));
    }

    private FeeOffer offer() {
        FeeOffer offer = layer2 ? FeeOffer.USUAL.onLayer2() : FeeOffer.USUAL;
        if (sponsor != null) {
            offer = offer.sponsoredBy(input().accountName("--sponsor", sponsor));
        }
        if (feeLimit == null && tip == null) {
            return offer;
        }
        Asset asset = new LedgerClient(ledger()).nativeAsset();
        if (feeLimit != null) {
            offer = offer.withLimit(
                    input().amount("--fee-limit", feeLimit, asset).units());
        }
        return tip == null ? offer : offer.withTip(input().tip("--tip", tip, asset));
    }

    private Signer signer(String account) {
        List<Signer> kept = wallet.signers(account);
        if (kept.isEmpty()) {
            input().account("--as", account);
            throw new ConsoleException(
                    "NO_KEY",
                    "The wallet holds no key of " + account + ": sign with --as by an account of wallet:list.",
                    Values.of("account", account));
        }
        // One that the ledger does not list gets its refusal, which says so.
        return ledger().account(account).flatMap(wallet::signer).orElse(kept.get(kept.size() - 1));
    }
}
