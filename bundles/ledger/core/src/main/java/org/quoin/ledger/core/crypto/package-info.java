/** The one acceptance rule for signatures. */
@NullMarked
package org.quoin.ledger.core.crypto;

import org.jspecify.annotations.NullMarked;
