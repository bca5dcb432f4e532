/** What a node counts and measures, and how that is written down for whoever collects figures. */
@NullMarked
package org.quoin.ledger.core.metrics;

import org.jspecify.annotations.NullMarked;
