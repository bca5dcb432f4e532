package org.quoin.htlc.watcher;

import java.util.List;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;

/** There are no keys beside those of the keystore, and none are made. */
final class NoWallet implements Wallet {
    @Override
    public List<Signer> signers(String account) {
        return List.of();
    }

    @Override
    public Signer create(String account, PublicKey.Scheme scheme) {
        throw new UnsupportedOperationException("a watcher makes no keys");
    }

    @Override
    public Signer add(String account, PublicKey.Scheme scheme) {
        throw new UnsupportedOperationException("a watcher makes no keys");
    }

    @Override
    public List<String> accounts() {
        return List.of();
    }
}
