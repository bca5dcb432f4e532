/** Whether a node does what its operator wants of it. */
@NullMarked
package org.quoin.ledger.core.health;

import org.jspecify.annotations.NullMarked;
