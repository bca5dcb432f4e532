package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;

/**
 * What came of the traffic of some blocks under other rules.
 *
 * @param from the first block that was executed again
 * @param to the last; less than {@code from} if there was none
 * @param complete whether it is all that was asked for
 * @param transactions in these blocks
 * @param concerned those in which the capability acts
 * @param different of these, the ones with another outcome
 * @param differences the first of them
 * @param gas that the concerned ones used
 * @param shadowGas that they use under the other rules
 */
public record ShadowRun(
        ModuleId module,
        long from,
        long to,
        boolean complete,
        long transactions,
        long concerned,
        long different,
        List<Difference> differences,
        long gas,
        long shadowGas) {
    /** As many differences as are told. */
    public static final int MAX_DIFFERENCES = 20;

    public ShadowRun {
        differences = List.copyOf(differences);
    }

    /**
     * Something that would have come out otherwise.
     *
     * @param transaction empty if it is no transaction's but the block's
     * @param what in a few words, such as {@code applied instead of rejected with htlc.CONTRACT_EXPIRED}
     */
    public record Difference(long height, Optional<Hash> transaction, String what) {}
}
