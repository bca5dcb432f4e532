package org.quoin.ledger.core.command;

import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.ShadowRun;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.ProgressLine;

@Service
@Command(
        scope = "module",
        name = "shadow",
        description =
                "Run a version of a capability beside the active one on the next blocks, and compare what comes of them",
        detailedDescription =
                "Example: module:shadow htlc 1.1.0 --blocks 100\n"
                        + "VERSION is the newest that is not active, unless you name one. With --from, blocks that there are count too.")
public final class ModuleShadowCommand extends VersionCommand {
    private static final long DEFAULT_BLOCKS = 10;

    @Reference
    private Rehearsals rehearsals;

    @Option(name = "--blocks", description = "How many blocks; 10 if none is given")
    private @Nullable String blocks;

    @Option(name = "--from", description = "The first block; the next one if none is given")
    private @Nullable String from;

    @Option(name = "--wait", description = "How long to wait for them, such as 30s; a minute if nothing is given")
    private @Nullable String wait;

    @Override
    Answer answer(Hash rules) {
        long next = ledger().info().height() + 1;
        long first = from == null ? next : input().number("--from", from, 1, next);
        long count = blocks == null ? DEFAULT_BLOCKS : input().number("--blocks", blocks, 1, Ledger.PROVABLE_BLOCKS);
        Duration patience = wait == null ? Duration.ofMinutes(1) : input().duration("--wait", wait);
        ShadowRun run = run(rules, first, first + count - 1, patience);
        return new Answer(fields(run), run.different() == 0 ? null : told(run));
    }

    private ShadowRun run(Hash rules, long first, long last, Duration patience) {
        try {
            return progress("running beside the active rules", () -> position(first, last))
                    .during(() -> rehearsals.shadow(rules, first, last, patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ConsoleException exception = new ConsoleException(
                    "INTERRUPTED", "The run beside the active rules was broken off: start it again.", Values.none());
            exception.initCause(e);
            throw exception;
        }
    }

    private ProgressLine.Position position(long first, long last) {
        long done = Math.min(last, ledger().info().height()) - first + 1;
        return new ProgressLine.Position(Math.max(0, done), last - first + 1);
    }

    private static String told(ShadowRun run) {
        return run.different() + " of " + run.concerned() + " would have come out otherwise; the first: "
                + run.differences().get(0).what() + " in block "
                + run.differences().get(0).height() + ". Look at it with ledger:block, and with --json at all of them.";
    }

    private static Fields fields(ShadowRun run) {
        return Fields.of("ok", run.different() == 0)
                .and("name", run.module().capability())
                .and("version", run.module().version())
                .and("sha256", run.module().sha256())
                .and("from", run.from())
                .and("to", run.to())
                .and("complete", run.complete())
                .and("transactions", run.transactions())
                .and("concerned", run.concerned())
                .and("different", run.different())
                .and(
                        "differences",
                        run.differences().stream()
                                .map(difference -> Fields.of("height", difference.height())
                                        .and("tx", difference.transaction().orElse(null))
                                        .and("what", difference.what()))
                                .toList())
                .and("gas", run.gas())
                .and("shadowGas", run.shadowGas());
    }
}
