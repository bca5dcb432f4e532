package org.quoin.ledger.api;

import java.time.Duration;
import java.util.List;

/**
 * What activating rules came to on a copy of the state.
 *
 * @param height of the block whose state was copied
 * @param problems each a sentence; none if all went well
 * @param rows brought over to another form
 * @param blocks that this took
 * @param gas used in them
 * @param bytes of keys and values that were written
 * @param took as long as all of it took on this machine, beside whatever else it did
 * @param changes of rows, table by table
 * @param answers of queries that are answered differently
 */
public record Rehearsal(
        ModuleId module,
        long height,
        List<String> problems,
        long rows,
        long blocks,
        long gas,
        long bytes,
        Duration took,
        List<TableChange> changes,
        List<AnswerChange> answers) {
    public Rehearsal {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
        answers = List.copyOf(answers);
    }

    public boolean ok() {
        return problems.isEmpty();
    }

    /** How many rows of a table there were, and what became of them. */
    public record TableChange(String table, long before, long added, long removed, long changed) {}

    /**
     * A query that lists something else than before.
     *
     * @param first in a few words, the first difference
     */
    public record AnswerChange(String query, String first) {}
}
