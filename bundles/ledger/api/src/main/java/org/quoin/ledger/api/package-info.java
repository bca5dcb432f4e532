/**
 * What a host or a client of the ledger compiles against: the {@link org.quoin.ledger.api.Ledger} service, the values that
 * cross it, and the exact bytes that are signed and hashed.
 */
@NullMarked
@Version("1.1.0")
package org.quoin.ledger.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
