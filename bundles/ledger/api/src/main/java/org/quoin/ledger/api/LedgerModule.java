package org.quoin.ledger.api;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Delivers a version of a capability's rules: registered as a service, it makes that version available to the ledger of this
 * framework, if the operator of the node trusts a key that has signed it. Name, version and description come from the jar.
 */
@ConsumerType
public interface LedgerModule {
    /** The rules jar, the same bytes each time. */
    InputStream rules() throws IOException;

    /**
     * Who stands up for the rules: lines as {@link RulesSignature#parse} reads them. Unless overridden, the entry
     * {@code QUOIN-INF/rules.sig} beside the class that implements this; without one, nobody does, and the rules are turned away.
     */
    default InputStream signatures() throws IOException {
        InputStream carried = getClass().getResourceAsStream("/QUOIN-INF/rules.sig");
        return carried == null ? InputStream.nullInputStream() : carried;
    }
}
