package org.quoin.ledger.core.load;

import org.quoin.ledger.api.Signer;

/** An account of the wallet that a client pays from. */
record Payer(String name, Signer signer) {}
