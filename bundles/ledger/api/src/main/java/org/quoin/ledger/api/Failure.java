package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Why a transaction was not applied, as data.
 *
 * @param code stable, for programs: {@code INSUFFICIENT_BALANCE}
 * @param message for people: what happened and what to do next
 * @param values the figures in the message, by name
 */
public record Failure(String code, String message, Values values) {}
