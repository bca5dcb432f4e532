/** Measurements, run by the profile {@code bench}: paired rounds, medians, ratios to a baseline of the same run. */
@NullMarked
package org.quoin.ledger.testkit.bench;

import org.jspecify.annotations.NullMarked;
