package org.quoin.ledger.api.description;

/**
 * An event of another capability that a capability is told of.
 *
 * @param capability {@code ledger} for the ledger's own
 * @param event as that capability describes it
 */
public record ObserverType(String capability, String event) {}
