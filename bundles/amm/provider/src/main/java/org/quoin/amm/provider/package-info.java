/** Brings liquidity pools to the ledger of this framework. */
@NullMarked
package org.quoin.amm.provider;

import org.jspecify.annotations.NullMarked;
