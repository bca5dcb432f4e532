/** The service {@link org.quoin.referral.api.Referral} over the ledger: it encodes, submits and asks, and contains no rules. */
@NullMarked
package org.quoin.referral.api.client;

import org.jspecify.annotations.NullMarked;
