/** Brings fees to the ledger of this framework. */
@NullMarked
package org.quoin.fees.provider;

import org.jspecify.annotations.NullMarked;
