/** A running ledger: admission, sequencing, the block log, reads. */
@NullMarked
package org.quoin.ledger.core.node;

import org.jspecify.annotations.NullMarked;
