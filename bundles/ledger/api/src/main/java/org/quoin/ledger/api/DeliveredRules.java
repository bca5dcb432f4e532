package org.quoin.ledger.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The rules that bundles deliver to a node, whatever the chain has active. */
@ProviderType
public interface DeliveredRules {
    /** The rules jar of that hash, if it is delivered now and signed by a key that is trusted now. */
    Optional<Bytes> find(Hash sha256);

    /** What is delivered now and was turned away, because nobody who is trusted has signed it or because it is of no use. */
    List<RefusedRules> refused();

    /**
     * Waits until everything delivered before is active or was turned away, and hosts have the services that follow from it.
     *
     * @return false if that took longer
     */
    boolean awaitSettled(Duration longest) throws InterruptedException;

    /**
     * What keeps a jar from being activated, by class and line; nothing if it could be.
     *
     * @throws IllegalArgumentException if it is no rules jar at all, or does not describe itself: the message says why
     */
    List<RulesFinding> check(Bytes jar);
}
