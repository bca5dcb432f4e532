/** The service {@link org.quoin.fees.api.Fees} over the ledger: it encodes, submits, asks and reckons, and contains no rules. */
@NullMarked
package org.quoin.fees.api.client;

import org.jspecify.annotations.NullMarked;
