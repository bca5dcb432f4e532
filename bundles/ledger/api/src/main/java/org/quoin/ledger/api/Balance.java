package org.quoin.ledger.api;

/**
 * What an account has of one asset.
 *
 * @param available can be spent
 * @param locked belongs to the account but is held by an agreement until that settles
 */
public record Balance(Amount available, Amount locked) {}
