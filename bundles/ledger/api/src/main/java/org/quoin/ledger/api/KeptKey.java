package org.quoin.ledger.api;

/**
 * A key in the keystore, without what is secret of it.
 *
 * @param origin the path by which it follows from the recovery phrase, such as {@code m/44'/1'/0'}, or {@link #IMPORTED}
 */
public record KeptKey(String account, PublicKey publicKey, String origin) {
    /** The origin of a key that does not follow from the recovery phrase. */
    public static final String IMPORTED = "imported";
}
