/** The service {@link org.quoin.htlc.api.Htlc} over the ledger: it encodes, submits and asks, and contains no rules. */
@NullMarked
package org.quoin.htlc.api.client;

import org.jspecify.annotations.NullMarked;
