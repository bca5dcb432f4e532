/**
 * The rows of the scorecard, run by the profile {@code soak}: each tries one promise many times, and then once more with a
 * sabotage that it must find. Every build runs a small dose of each.
 */
@NullMarked
package org.quoin.ledger.testkit.soak;

import org.jspecify.annotations.NullMarked;
