package org.quoin.ledger.console;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Of an argument that only its user knows: offers the options that may follow it. */
@Service
public final class NoWords extends WordsCompleter {
    @Override
    protected Collection<String> words(List<String> before) {
        return List.of();
    }
}
