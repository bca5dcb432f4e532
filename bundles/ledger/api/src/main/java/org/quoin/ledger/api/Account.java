package org.quoin.ledger.api;

import java.util.List;

/**
 * An account with what is public about it.
 *
 * @param ordinal its number in the order of creation, from 0
 * @param keys any one of them signs for it
 * @param nonces the lanes that it has used
 */
public record Account(String name, long ordinal, List<PublicKey> keys, List<Nonce> nonces) {

    /**
     * Where a lane stands.
     *
     * @param next the sequence number that the next transaction of this lane must carry
     */
    public record Nonce(int lane, long next) {}

    public Account {
        keys = List.copyOf(keys);
        nonces = List.copyOf(nonces);
    }
}
