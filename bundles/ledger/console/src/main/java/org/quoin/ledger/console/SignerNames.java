package org.quoin.ledger.console;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Wallet;

/** Offers the accounts for which this node can sign. */
@Service
public final class SignerNames extends WordsCompleter {
    @Reference
    private Wallet wallet;

    @Override
    protected Collection<String> words(List<String> before) {
        return wallet.accounts();
    }
}
