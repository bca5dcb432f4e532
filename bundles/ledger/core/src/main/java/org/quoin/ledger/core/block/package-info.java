/** What consensus orders, what executing it yields, and the bytes of both. */
@NullMarked
package org.quoin.ledger.core.block;

import org.jspecify.annotations.NullMarked;
