package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "verify",
        description =
                "Execute the blocks again from genesis, compare every root with the headers, and read the stored state",
        detailedDescription = "Example: ledger:verify --from 10 --to 20")
public final class VerifyCommand extends LedgerCommand {
    @Option(name = "--from", description = "The first block to compare; genesis if not given")
    private String from = "0";

    @Option(name = "--to", description = "The last block to compare; the newest if not given")
    private @Nullable String to;

    @Override
    protected Answer answer() {
        long height = ledger().info().height();
        long last = to == null ? height : input().number("--to", to, 0, height);
        long first = input().number("--from", from, 0, last);
        Verification found = withProgress("executing blocks", progress -> ledger().verify(first, last, progress));
        return new Answer(
                Fields.of("ok", found.ok())
                        .and("from", found.from())
                        .and("to", found.to())
                        .and("stateRoot", found.stateRoot())
                        .and("firstBad", found.firstBad())
                        .and("reason", found.reason().orElse(null)),
                found.reason()
                        .map(reason -> found.firstBad() == null
                                ? reason
                                : "Block " + found.firstBad() + " does not follow from its predecessor: "
                                        + told(reason))
                        .orElse(null));
    }

    /** Damage on the disk is told with what helps; roots that differ are not. */
    private static String told(String reason) {
        return reason.endsWith(".") ? reason : reason + ". Stop the node and run 'quoin repair'.";
    }
}
