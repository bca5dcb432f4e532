/**
 * Looks at rules before they may run, and measures them while they do. What passes comes to the same on every virtual machine,
 * keeps nothing from one run to the next, and ends: with a result, or because its gas is used up.
 *
 * <p>{@link org.quoin.ledger.core.gate.Inspector} reads the classes: they use nothing but each other, the host interface and
 * the members of Java that {@code allowed-members.txt} names. {@link org.quoin.ledger.core.gate.Weaver} puts ticks into them,
 * which a {@link org.quoin.ledger.core.gate.Meter} counts. {@link org.quoin.ledger.core.gate.Lasting} looks at the objects that
 * outlive a run: they must be immutable.
 */
@NullMarked
package org.quoin.ledger.core.gate;

import org.jspecify.annotations.NullMarked;
