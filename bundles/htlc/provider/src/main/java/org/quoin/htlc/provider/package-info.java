/** Brings hashed timelock contracts to the ledger of this framework. */
@NullMarked
package org.quoin.htlc.provider;

import org.jspecify.annotations.NullMarked;
