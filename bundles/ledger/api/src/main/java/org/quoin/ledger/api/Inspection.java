package org.quoin.ledger.api;

import java.util.List;

/**
 * What a look at all the files of a running ledger has found.
 *
 * @param height up to which every block was read
 * @param modules how many archived modules were looked at
 * @param findings empty if all was well
 */
public record Inspection(long height, int modules, List<Finding> findings) {
    /**
     * Something that is not as it was written.
     *
     * @param problem a sentence
     * @param healed whether it is as it was written now
     */
    public record Finding(String problem, boolean healed) {}

    public Inspection {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is damaged any more. */
    public boolean ok() {
        return findings.stream().allMatch(Finding::healed);
    }
}
