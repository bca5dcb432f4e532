/** The log of who has deployed and activated what: a file of lines that nobody's input can forge. */
@NullMarked
package org.quoin.ledger.core.audit;

import org.jspecify.annotations.NullMarked;
