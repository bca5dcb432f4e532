package org.quoin.ledger.api;

/**
 * An asset with what the ledger knows of it.
 *
 * @param issuer an account; or a colon and the capability that alone can change the supply
 */
public record AssetInfo(Asset asset, Amount supply, String issuer) {}
