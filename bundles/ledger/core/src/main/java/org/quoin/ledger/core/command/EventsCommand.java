package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "events",
        description = "What has happened, in order",
        detailedDescription = "Example: ledger:events --from 0 --count 20")
public final class EventsCommand extends LedgerCommand {
    private static final int MAX = 1000;

    @Option(name = "--from", description = "The first sequence number wanted")
    private String from = "0";

    @Option(name = "--count", description = "The most events to show, 1 to 1000")
    private String count = "100";

    @Override
    protected Answer answer() {
        Page<Event> page = ledger().events(input().number("--from", from, 0, Long.MAX_VALUE), (int)
                input().number("--count", count, 1, MAX));
        return Answer.of(
                Fields.page(new Page<>(page.items().stream().map(view()::event).toList(), page.next())));
    }
}
