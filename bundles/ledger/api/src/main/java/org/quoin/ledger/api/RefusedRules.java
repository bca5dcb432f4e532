package org.quoin.ledger.api;

import java.util.Optional;

/**
 * Rules that a bundle delivers and that this node does not let in.
 *
 * @param id empty if they are no rules jar at all
 * @param reason a sentence for operators: who delivers them, what is wrong, and what helps
 */
public record RefusedRules(Optional<ModuleId> id, String reason) {}
