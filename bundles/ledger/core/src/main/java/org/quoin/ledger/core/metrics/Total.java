package org.quoin.ledger.core.metrics;

import com.codahale.metrics.Gauge;

/** A count that is kept elsewhere and only grows: it is shown as a counter. */
@FunctionalInterface
interface Total extends Gauge<Number> {}
