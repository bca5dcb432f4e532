package org.quoin.ledger.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The part of the wallet that is encrypted: one file, under one passphrase, with one recovery phrase from which its keys follow.
 * Names and public keys are readable at any time; a key signs only between {@link #unlock} and {@link #lock}.
 *
 * <p>Every method throws a {@link WalletException}, after which nothing has changed: with the code {@code KEYSTORE_DAMAGED},
 * {@code KEYSTORE_NEWER}, {@code KEYSTORE_CHANGED} or {@code KEYSTORE_FAILED} if its file cannot be used or written, and with
 * those that it names. No secret that it is given is kept or closed.
 */
@ProviderType
public interface Keystore {
    /** What can be done with the keys. */
    enum State {
        /** There is no keystore yet. */
        ABSENT,
        LOCKED,
        UNLOCKED
    }

    /** In characters, the shortest passphrase. */
    int SHORTEST_PASSPHRASE = 8;

    /** Takes a new recovery phrase to where its owner keeps it. It throws if it cannot: then nothing is made. */
    @FunctionalInterface
    interface PhraseKeeper {
        void keep(Secret phrase);
    }

    State state();

    /** How long it stays unlocked; empty if it is not unlocked, or until somebody locks it. */
    Optional<Duration> locksIn();

    /** All keys, in the order in which they came. */
    List<KeptKey> keys();

    /**
     * Makes the first key of an account from the recovery phrase; without a keystore, that too, locked. Throws also
     * {@code KEY_EXISTS}, {@code WRONG_PASSPHRASE} and {@code PASSPHRASE_TOO_SHORT}.
     *
     * @param words of a new recovery phrase: 12, 15, 18, 21 or 24
     * @param keeper is given the recovery phrase before anything is made, if there is no keystore
     */
    KeptKey create(String account, PublicKey.Scheme scheme, int words, Secret passphrase, PhraseKeeper keeper);

    /**
     * Takes private keys in: a line for each, of scheme, space and key in hexadecimal, as {@link #export} gives them. Without a
     * keystore it makes one, with a recovery phrase of 24 words. Throws as {@link #create}, and {@code INVALID_KEYS}.
     */
    List<KeptKey> importKeys(String account, Secret lines, Secret passphrase, PhraseKeeper keeper);

    /**
     * Takes in a key that follows from a recovery phrase. Without a keystore it makes one, with this phrase; a key of another
     * phrase is kept by itself. Throws as {@link #create}, {@code INVALID_PHRASE}, and {@code KEY_NOT_FOUND} if a wanted key is
     * not among the first {@value #SEARCHED}.
     *
     * @param index of the key, 0 or more; if it is empty, the first that is wanted
     * @param wanted keys of any scheme; if there are none and no index, the key of index 0 is taken
     */
    KeptKey importPhrase(
            String account,
            Secret phrase,
            PublicKey.Scheme scheme,
            OptionalInt index,
            Set<PublicKey> wanted,
            Secret passphrase);

    /** The number of indexes at which keys are looked for in a recovery phrase, from 0 on. */
    int SEARCHED = 100;

    /** The private keys of an account, a line for each. Throws also {@code NO_KEY} and {@code WRONG_PASSPHRASE}. */
    Secret export(String account, Secret passphrase);

    /** The recovery phrase. Throws also {@code WRONG_PASSPHRASE}. */
    Secret exportPhrase(Secret passphrase);

    /**
     * Lets the keys sign.
     *
     * @param duration after which it locks itself; if it is empty, not before the node stops. Replaces a former one
     */
    void unlock(Secret passphrase, Optional<Duration> duration);

    /** Forgets all that is secret. Does nothing if there is nothing to lock. */
    void lock();

    /** Throws also {@code WRONG_PASSPHRASE} and {@code PASSPHRASE_TOO_SHORT}. Copies of the file keep the former passphrase. */
    void changePassphrase(Secret former, Secret next);
}
