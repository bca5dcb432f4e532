/** Random life on a ledger, the same for the same seed, and what must hold of it after every step. */
@NullMarked
package org.quoin.ledger.testkit.simulation;

import org.jspecify.annotations.NullMarked;
