package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "module",
        name = "rehearse",
        description =
                "Activate a version of a capability on a copy of the state, with all rows that come over, and look at it",
        detailedDescription =
                "Example: module:rehearse htlc 1.1.0\n"
                        + "VERSION is the newest that is not active, unless you name one. The ledger goes on meanwhile and knows nothing of it.")
public final class ModuleRehearseCommand extends VersionCommand {
    @Reference
    private Rehearsals rehearsals;

    @Override
    Answer answer(Hash rules) {
        Rehearsal rehearsal = withProgress("rehearsing", progress -> rehearsals.rehearse(rules));
        return new Answer(fields(rehearsal), rehearsal.ok() ? null : problems(rehearsal));
    }

    static String problems(Rehearsal rehearsal) {
        return rehearsal.module().capability() + " " + rehearsal.module().version() + " failed in the rehearsal: "
                + String.join(" ", rehearsal.problems()) + " Ask its author for another version.";
    }

    private static Fields fields(Rehearsal rehearsal) {
        return Fields.of("ok", rehearsal.ok())
                .and("name", rehearsal.module().capability())
                .and("version", rehearsal.module().version())
                .and("sha256", rehearsal.module().sha256())
                .and("height", rehearsal.height())
                .and("problems", rehearsal.problems())
                .and("rows", rehearsal.rows())
                .and("blocks", rehearsal.blocks())
                .and("gas", rehearsal.gas())
                .and("bytes", rehearsal.bytes())
                .and("millis", rehearsal.took().toMillis())
                .and(
                        "changes",
                        rehearsal.changes().stream()
                                .map(ModuleRehearseCommand::fields)
                                .toList())
                .and(
                        "answers",
                        rehearsal.answers().stream()
                                .map(answer ->
                                        Fields.of("query", answer.query()).and("first", answer.first()))
                                .toList());
    }

    private static Fields fields(Rehearsal.TableChange change) {
        return Fields.of("table", change.table())
                .and("before", change.before())
                .and("added", change.added())
                .and("removed", change.removed())
                .and("changed", change.changed());
    }
}
