package org.quoin.ledger.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Holds a private key and signs with it; where the key lies is its own business. */
@ConsumerType
public interface Signer {
    PublicKey publicKey();

    /** Signs the message itself, not a hash of it that the caller has made. */
    Bytes sign(Bytes message);
}
