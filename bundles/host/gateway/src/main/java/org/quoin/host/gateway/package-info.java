/** The gateway: everything that is active on the ledger, over HTTP. */
@NullMarked
package org.quoin.host.gateway;

import org.jspecify.annotations.NullMarked;
