package org.quoin.ledger.core.wallet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore.State;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.api.description.Values;

/**
 * The wallet of a node: play keys in plain files, all others encrypted. An account has its keys in one of the two; if somebody
 * has put a file beside, all of them count, and the ledger says which one signs.
 */
public final class NodeWallet implements Wallet {
    private static final Logger LOG = System.getLogger(NodeWallet.class.getName());

    private final Wallet plain;
    private final EncryptedKeys encrypted;
    private final boolean development;

    /** @param development whether new accounts may have their keys in plain files */
    public NodeWallet(Wallet plain, EncryptedKeys encrypted, boolean development) {
        this.plain = plain;
        this.encrypted = encrypted;
        this.development = development;
    }

    /** A damaged keystore is no reason not to sign with a plain file. */
    @Override
    public List<Signer> signers(String account) {
        List<Signer> signers = new ArrayList<>(plain.signers(account));
        if (signers.isEmpty() || isReadable()) {
            signers.addAll(encrypted.signers(account));
        }
        return List.copyOf(signers);
    }

    @Override
    public boolean isLocked(String account) {
        return plain.signers(account).isEmpty()
                && encrypted.state() == State.LOCKED
                && !encrypted.signers(account).isEmpty();
    }

    @Override
    public Signer create(String account, Scheme scheme) {
        synchronized (encrypted) {
            if (!signers(account).isEmpty()) {
                throw new IllegalStateException("the wallet already holds a key for " + account);
            }
            return add(account, scheme);
        }
    }

    /** To where the account has its keys; a new one to a plain file on a development chain, else to the keystore. */
    @Override
    public Signer add(String account, Scheme scheme) {
        synchronized (encrypted) {
            boolean here = !plain.signers(account).isEmpty();
            if (!development && here) {
                throw new WalletException(
                        "KEY_NOT_ENCRYPTED",
                        "The keys of " + account + " are in a file that is not encrypted: move " + account
                                + ".key away from the wallet and take it in with wallet:import " + account + ".",
                        Values.of("account", account));
            }
            boolean toPlain = here || development && encrypted.signers(account).isEmpty();
            return toPlain ? plain.add(account, scheme) : encrypted.add(account, scheme);
        }
    }

    @Override
    public List<String> accounts() {
        TreeSet<String> names = new TreeSet<>(plain.accounts());
        if (isReadable()) {
            encrypted.keys().stream().map(KeptKey::account).forEach(names::add);
        }
        return List.copyOf(names);
    }

    /** Whoever asks the keystore itself is told why not. */
    private boolean isReadable() {
        try {
            encrypted.state();
            return true;
        } catch (WalletException e) {
            LOG.log(Level.DEBUG, "the keystore is left out", e);
            return false;
        }
    }
}
