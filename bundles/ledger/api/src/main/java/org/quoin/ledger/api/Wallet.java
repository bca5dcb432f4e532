package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys that this node holds for its own users, by account name. A name has several once its keys were rotated: which of them
 * signs, the ledger says, so that none is lost while the outcome of a rotation is unknown.
 */
@ProviderType
public interface Wallet {
    /**
     * All keys that it holds for an account, in the order in which they were made; none if it holds none. One of a locked
     * {@link Keystore} is among them: its {@code sign} throws a {@link WalletException} with the code {@code WALLET_LOCKED}.
     */
    List<Signer> signers(String account);

    /** The key that it holds and that signs for the account now; empty if it holds none that does. */
    default Optional<Signer> signer(Account account) {
        return signers(account.name()).stream()
                .filter(signer -> account.keys().contains(signer.publicKey()))
                .findFirst();
    }

    /** Whether none of the keys that it holds for an account signs before the {@link Keystore} is unlocked. */
    default boolean isLocked(String account) {
        return false;
    }

    /**
     * Makes a key for an account that nobody can guess and keeps it, durably, before it answers.
     *
     * @throws IllegalStateException if the wallet already holds a key for that name
     * @throws WalletException if the key belongs into a {@link Keystore} that is locked or absent
     */
    Signer create(String account, PublicKey.Scheme scheme);

    /**
     * Makes a further key for an account and keeps it, durably, before it answers; those that it held stay.
     *
     * @throws WalletException as {@link #create}
     */
    Signer add(String account, PublicKey.Scheme scheme);

    /** The names it holds keys for, in alphabetical order. */
    List<String> accounts();
}
