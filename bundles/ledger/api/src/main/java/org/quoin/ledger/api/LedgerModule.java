package org.quoin.ledger.api;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Delivers a version of a capability's rules: registered as a service, it makes that version available to the ledger of this
 * framework. Name, version and description come from the jar.
 */
@ConsumerType
public interface LedgerModule {
    /** The rules jar, the same bytes each time. */
    InputStream rules() throws IOException;
}
