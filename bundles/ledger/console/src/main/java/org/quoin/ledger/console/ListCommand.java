package org.quoin.ledger.console;

import java.util.function.Function;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Page;

/** A command that shows a long list, a page at a time. */
public abstract class ListCommand extends LedgerCommand {
    private static final int MAX = 1000;

    @Option(name = "--cursor", description = "Where a former page ended: its 'next'")
    private @Nullable String cursor;

    @Option(name = "--count", description = "The most items to show, 1 to 1000")
    private String count = "100";

    /** Where the ledger keeps a list: the cursor, or null for the beginning, and the most items wanted. */
    protected interface Source<T> {
        Page<T> page(@Nullable String cursor, int limit);
    }

    protected final <T> Answer page(Source<T> source, Function<T, Fields> view) {
        Page<T> page = source.page(cursor, (int) input().number("--count", count, 1, MAX));
        return Answer.of(Fields.page(new Page<>(page.items().stream().map(view).toList(), page.next())));
    }
}
