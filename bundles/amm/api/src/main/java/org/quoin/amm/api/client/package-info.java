/** The service {@link org.quoin.amm.api.Amm} over the ledger: it encodes, submits and asks, and contains no rules. */
@NullMarked
package org.quoin.amm.api.client;

import org.jspecify.annotations.NullMarked;
