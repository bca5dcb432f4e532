package org.quoin.ledger.core.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "module",
        name = "audit",
        description = "Who has deployed and activated what, the newest last",
        detailedDescription = "Example: module:audit --count 20")
public final class ModuleAuditCommand extends LedgerCommand {
    private static final int MAX = 1000;

    @Option(name = "--count", description = "The most entries to show, 1 to 1000")
    private String count = "100";

    @Reference
    private Audit audit;

    @Override
    protected Answer answer() {
        int most = (int) input().number("--count", count, 1, MAX);
        try {
            return Answer.of(
                    Fields.list(audit.newest(most).stream().map(this::fields).toList()));
        } catch (IOException e) {
            ConsoleException failed = new ConsoleException(
                    "FILE_FAILED",
                    "The audit log cannot be read (" + e.getMessage() + "): see to the disk.",
                    Values.none());
            failed.initCause(e);
            throw failed;
        }
    }

    private Fields fields(Audit.Entry entry) {
        return Fields.of("time", entry.time())
                .and("user", entry.user())
                .and("action", entry.action())
                .and("details", view().values(null, entry.details()));
    }
}
