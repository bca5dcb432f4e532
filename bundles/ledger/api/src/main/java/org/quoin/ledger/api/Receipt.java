package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a transaction that was ordered.
 *
 * @param index its place in the block, from 0
 * @param reason why it was rejected, or null if it was applied
 * @param gas what executing it came to: about one for each instruction of the rules
 * @param fee what its signer paid for it
 * @param events what it did; if it was rejected, at most who paid its fee
 */
public record Receipt(
        Hash transaction, long height, int index, @Nullable Failure reason, long gas, Amount fee, List<Event> events) {
    public Receipt {
        events = List.copyOf(events);
    }

    public boolean applied() {
        return reason == null;
    }

    public Optional<Failure> failure() {
        return Optional.ofNullable(reason);
    }
}
