package org.quoin.ledger.api;

/** An asset with what the ledger knows of it. */
public record AssetInfo(Asset asset, Amount supply, String issuer) {}
