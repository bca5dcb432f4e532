package org.quoin.ledger.core.state;

import java.util.Collection;

/** What was written, by table. */
public interface Changes {
    /** Each key's last write to a table, in no particular order. */
    Collection<Write> to(Table table);
}
