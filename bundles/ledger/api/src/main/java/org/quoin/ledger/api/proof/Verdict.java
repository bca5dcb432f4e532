package org.quoin.ledger.api.proof;

import java.util.Optional;

/**
 * The outcome of checking a proof.
 *
 * @param reason a sentence for people: what is proved, or why nothing is
 * @param fact what is proved; empty if nothing is
 */
public record Verdict(String reason, Optional<Fact> fact) {
    public boolean valid() {
        return fact.isPresent();
    }
}
