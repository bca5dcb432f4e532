package org.quoin.ledger.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What re-executing a range of blocks, and a look at what is stored of the state, found.
 *
 * @param stateRoot after block {@code to}, or after the last good one
 * @param firstBad the first block that does not follow from its predecessor, or null
 * @param finding what is wrong with it, or with what is stored; null if all is well
 */
public record Verification(
        long from,
        long to,
        Hash stateRoot,
        @Nullable Long firstBad,
        @Nullable String finding) {
    public boolean ok() {
        return finding == null;
    }

    public Optional<String> reason() {
        return Optional.ofNullable(finding);
    }
}
