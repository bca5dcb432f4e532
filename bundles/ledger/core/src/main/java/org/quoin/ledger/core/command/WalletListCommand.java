package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "wallet",
        name = "list",
        description = "The accounts for which this node can sign, and how their keys are kept",
        detailedDescription = "Example: wallet:list")
public final class WalletListCommand extends LedgerCommand {
    @Reference
    private Wallet wallet;

    @Reference(optional = true)
    private @Nullable Keystore keystore;

    @Override
    protected Answer answer() {
        return Answer.of(
                Fields.list(wallet.accounts().stream().map(this::fields).toList()));
    }

    private Fields fields(String account) {
        List<Signer> kept = wallet.signers(account);
        Signer current = ledger().account(account).flatMap(wallet::signer).orElse(kept.get(kept.size() - 1));
        return Fields.of("name", account)
                .and("publicKey", current.publicKey())
                .and(
                        "otherKeys",
                        kept.stream()
                                .map(Signer::publicKey)
                                .filter(key -> !key.equals(current.publicKey()))
                                .toList())
                .and(kept(current.publicKey()));
    }

    /** A key is in the keystore, or in a file that is not encrypted. */
    private Fields kept(PublicKey publicKey) {
        if (keystore != null) {
            for (KeptKey key : keystore.keys()) {
                if (key.publicKey().equals(publicKey)) {
                    return Fields.of("kept", "encrypted")
                            .and("locked", keystore.state() != Keystore.State.UNLOCKED)
                            .and("path", WalletCommand.path(key));
                }
            }
        }
        return Fields.of("kept", "plain").and("locked", false).and("path", null);
    }
}
