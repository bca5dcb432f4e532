package org.quoin.ledger.testkit.bench;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;

/** A transaction that is ready to be submitted, and what has to be verified of it. */
public record Presigned(Bytes encoded, PublicKey key, Bytes message, Bytes signature) {
    static Presigned of(SignedTransaction signed) {
        return new Presigned(
                signed.encode(),
                signed.transaction().key(),
                signed.transaction().message(),
                signed.signature());
    }
}
