/** A fee policy with fixed prices, for tests of whatever pays fees. */
@NullMarked
package org.quoin.ledger.testkit.flatfees;

import org.jspecify.annotations.NullMarked;
