package org.quoin.ledger.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What executing a transaction would come to now.
 *
 * @param base the base fee, without a tip; nothing if the ledger has no fee policy
 * @param execution in gas
 * @param data in bytes, of the encoded transaction
 * @param growth in bytes, by which the state would grow
 * @param reason why it would be rejected, or null if it would be applied
 */
public record FeeEstimate(
        Amount base,
        long execution,
        long data,
        long growth,
        @Nullable Failure reason) {
    public Optional<Failure> failure() {
        return Optional.ofNullable(reason);
    }
}
