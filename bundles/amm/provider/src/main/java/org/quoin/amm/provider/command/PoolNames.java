package org.quoin.amm.provider.command;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.WordsCompleter;

/** Offers pools, the oldest ones first. */
@Service
public final class PoolNames extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        return Stream.of(new Pools(ledger).pools(null, MOST), new Ranges(ledger).pools(null, MOST))
                .flatMap(page -> page.items().stream())
                .map(pool -> pool.text("pool"))
                .toList();
    }
}
