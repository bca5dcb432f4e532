package org.quoin.htlc.provider.command;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.WordsCompleter;

/** Offers offers that are open, of the oldest ones. */
@Service
public final class OpenOffers extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        return new Contracts(ledger)
                .offers(null, MOST).items().stream()
                        .filter(offer -> offer.text("state").equals("open"))
                        .map(offer -> offer.hash("id"))
                        .map(Hash::toString)
                        .toList();
    }
}
