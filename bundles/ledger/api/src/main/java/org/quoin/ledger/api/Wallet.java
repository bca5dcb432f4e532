package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The keys that this node holds for its own users, by account name. */
@ProviderType
public interface Wallet {
    Optional<Signer> signer(String account);

    /**
     * Makes a random key for an account and keeps it before it answers.
     *
     * @throws IllegalStateException if the wallet already holds a key for that name
     */
    Signer create(String account);

    /** The names it holds keys for, in alphabetical order. */
    List<String> accounts();
}
