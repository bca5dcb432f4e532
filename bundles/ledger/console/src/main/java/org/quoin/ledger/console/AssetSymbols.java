package org.quoin.ledger.console;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Ledger;

/** Offers assets, the first that were created. */
@Service
public final class AssetSymbols extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        return ledger.assets(null, MOST).items().stream()
                .map(info -> info.asset().symbol())
                .toList();
    }
}
