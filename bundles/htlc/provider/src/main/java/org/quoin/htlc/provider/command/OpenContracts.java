package org.quoin.htlc.provider.command;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.WordsCompleter;

/** Offers the contracts that are open, of those that were created last. */
@Service
public final class OpenContracts extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        Contracts contracts = new Contracts(ledger);
        return contracts.newest(MOST).stream()
                .filter(contract -> contract.text("state").equals("open"))
                .map(contract -> contract.hash("id"))
                .map(Hash::toString)
                .toList();
    }
}
