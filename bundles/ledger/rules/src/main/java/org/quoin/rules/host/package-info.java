/**
 * The boundary between a ledger and the rules that it runs: the only types that both sides share. The ledger supplies this
 * package; a rules jar never contains it.
 *
 * <p>Only {@code long}, {@code int}, {@code byte[]} and {@code String} cross, so that nothing of either side leaks into the
 * other: an amount is 16 bytes big-endian, a flag is 0 or 1. Arrays are the receiver's to keep and to change.
 *
 * <p>Once frozen, this package only ever grows. A break would be a second package, served beside this one, because the rules
 * that ran once must run for ever.
 */
@NullMarked
package org.quoin.rules.host;

import org.jspecify.annotations.NullMarked;
