/** Transfers as many clients make them, for demonstrations on development chains; it knows the ledger as any client does. */
@NullMarked
package org.quoin.ledger.core.load;

import org.jspecify.annotations.NullMarked;
