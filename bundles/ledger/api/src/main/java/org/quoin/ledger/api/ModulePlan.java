package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;

/**
 * What changes when rules become active. Nothing restarts: no bundle, no host, no node.
 *
 * @param replaces the active rules of the capability
 * @param added what only the new rules have, such as {@code operation extend/1}
 * @param removed what only the active ones have
 * @param compatible whether they accept all that the active ones accept
 * @param rewrites rows that are brought over to another form, block by block
 * @param blocks that this takes, at least
 * @param keeping former rules and the active ones that open agreements keep, with how many
 * @param refusal why the ledger would not activate them as it stands
 */
public record ModulePlan(
        ModuleId module,
        Optional<ModuleId> replaces,
        List<String> added,
        List<String> removed,
        boolean compatible,
        List<Rewrite> rewrites,
        long blocks,
        List<Module> keeping,
        Optional<Failure> refusal) {
    public ModulePlan {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        rewrites = List.copyOf(rewrites);
        keeping = List.copyOf(keeping);
    }

    /**
     * Rows of one table that come to be in another.
     *
     * @param rows as many as there are now
     */
    public record Rewrite(String from, String to, long rows) {}
}
