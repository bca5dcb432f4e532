package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * Signatures that were found valid, so that they need not be computed again. One is known by the transaction's id, which is the
 * hash of all that is signed, the key included, together with the whole signature: nothing else can be taken for it.
 */
public interface ValidSignatures {
    boolean contains(Hash transaction, Bytes signature);

    void add(Hash transaction, Bytes signature);
}
