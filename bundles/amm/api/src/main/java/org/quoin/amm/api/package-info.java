/**
 * Pools as a host uses them: the {@link org.quoin.amm.api.Amm} service, which is there while the ledger has compatible rules
 * active, and the operations for who submits them in a transaction of his own.
 */
@NullMarked
@Version("1.0.0")
package org.quoin.amm.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
