/** Keys of this node's own users, in files. */
@NullMarked
package org.quoin.ledger.core.wallet;

import org.jspecify.annotations.NullMarked;
