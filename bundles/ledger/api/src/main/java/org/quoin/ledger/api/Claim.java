package org.quoin.ledger.api;

import org.osgi.annotation.versioning.ProviderType;

/** What is to be proved of the state. */
@ProviderType
public sealed interface Claim {
    /** How much an account has of an asset, without what agreements hold of it; zero is provable too. */
    record Balance(String account, String asset) implements Claim {}

    /**
     * What stands in a row, or that there is no such row.
     *
     * @param table such as {@code ledger.accounts}
     * @param keyWidth of an ordered table, 1 to 64 bytes; 0 of a hashed one
     * @param key of a hashed table, 1 to 256 bytes
     */
    record Row(String table, int keyWidth, Bytes key) implements Claim {}
}
