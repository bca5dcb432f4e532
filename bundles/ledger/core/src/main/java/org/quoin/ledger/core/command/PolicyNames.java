package org.quoin.ledger.core.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.console.WordsCompleter;

/** Offers the policies. */
@Service
public final class PolicyNames extends WordsCompleter {
    @Override
    protected Collection<String> words(List<String> before) {
        return Arrays.stream(ModulePolicy.values()).map(ModulePolicy::code).toList();
    }
}
