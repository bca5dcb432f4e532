package org.quoin.amm.provider;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.osgi.service.component.annotations.Component;
import org.quoin.ledger.api.LedgerModule;

/** The rules jar that this bundle carries. */
@Component
public final class AmmModule implements LedgerModule {
    private static final String RULES = "/QUOIN-INF/rules.jar";

    @Override
    public InputStream rules() throws IOException {
        InputStream rules = AmmModule.class.getResourceAsStream(RULES);
        if (rules == null) {
            throw new FileNotFoundException("this bundle does not contain " + RULES + ": build it again");
        }
        return rules;
    }
}
