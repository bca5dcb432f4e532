/** The host itself: it follows the ledger and its events, and uses contracts while they are there. */
@NullMarked
package org.quoin.host.sample.shop;

import org.jspecify.annotations.NullMarked;
