/** Everything that reads what others wrote, given what nobody would write. */
@NullMarked
package org.quoin.ledger.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
