package org.quoin.ledger.api;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Characters that nobody else may see: a passphrase, a recovery phrase, the text of private keys. They are overwritten on
 * {@link #close}, and no text of this object shows them.
 */
public final class Secret implements AutoCloseable {
    private final char[] characters;

    /** @param characters become this secret's own: it overwrites them when it is closed */
    public Secret(char[] characters) {
        this.characters = characters;
    }

    /** A view of the characters, which is not to outlive them. Its {@code toString} makes a text that nobody can overwrite. */
    public CharBuffer characters() {
        return CharBuffer.wrap(characters).asReadOnlyBuffer();
    }

    /** The same characters, to be closed by themselves. */
    public Secret copy() {
        return new Secret(characters.clone());
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
