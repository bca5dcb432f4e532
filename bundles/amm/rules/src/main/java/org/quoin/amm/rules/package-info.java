/** Liquidity pools: their arithmetic, their state, and what can be done with them. */
@NullMarked
package org.quoin.amm.rules;

import org.jspecify.annotations.NullMarked;
