package org.quoin.ledger.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What would come of other rules, found out without changing anything: from their descriptions, on a copy of the state, and beside
 * the active ones on the same traffic. Rules are named by the hash of their jar; a bundle delivers them, or the chain has them.
 */
@ProviderType
public interface Rehearsals {
    /**
     * Compares rules with the active ones of their capability.
     *
     * @throws RefusedException {@code UNKNOWN_RULES}, if they are neither delivered nor on the chain
     * @throws IllegalArgumentException if no module can be made of them; the message says why
     */
    ModulePlan plan(Hash rules);

    /**
     * Activates rules on a copy of the state as it is now, has all rows brought over that are to be, holds the outcome to all
     * invariants and to the checks of the rules themselves, and asks what can be asked before and after. The ledger goes on meanwhile.
     *
     * @throws RefusedException as {@link #plan}
     * @throws IllegalArgumentException as {@link #plan}
     */
    Rehearsal rehearse(Hash rules);

    /**
     * Executes blocks once more with these rules in place of the active ones, each on the state that it was executed on, and compares
     * what comes of their transactions.
     *
     * @param from the first block; one of the last {@value Ledger#PROVABLE_BLOCKS}, or the next
     * @param to the last block, which need not be there yet
     * @param patience how long to wait for blocks that are not there; then the report is of those that are
     * @throws RefusedException as {@link #plan}; {@code HEIGHT_NOT_KEPT}
     * @throws IllegalArgumentException as {@link #plan}, and if the range is none
     */
    ShadowRun shadow(Hash rules, long from, long to, Duration patience) throws InterruptedException;
}
