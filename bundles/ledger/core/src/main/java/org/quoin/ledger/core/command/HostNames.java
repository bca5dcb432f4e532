package org.quoin.ledger.core.command;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.WordsCompleter;

/** Offers the hosts that have a grant of their own, and after one of them what it may be granted. */
@Service
public final class HostNames extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        if (before.size() == 1) {
            return ledger.hostGrants().stream().map(HostGrant::host).toList();
        }
        Stream<String> capabilities =
                ledger.modules().stream().map(module -> module.id().capability());
        return Stream.concat(Stream.of("ledger"), capabilities)
                .filter(name -> !before.contains(name))
                .distinct()
                .toList();
    }
}
