package org.quoin.htlc.provider.command;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.WordsCompleter;

/** Offers contracts that are open, the oldest ones first. */
@Service
public final class OpenContracts extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        return new Contracts(ledger)
                .page(Values.of("state", "open"), null, MOST).items().stream()
                        .map(contract -> contract.hash("id"))
                        .map(Hash::toString)
                        .toList();
    }
}
