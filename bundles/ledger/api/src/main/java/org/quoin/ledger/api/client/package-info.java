/** What the thin client of a capability is made with. */
@NullMarked
@Version("1.0.0")
package org.quoin.ledger.api.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
