/**
 * How a capability says, as data, what it accepts and what it reports. A description is the only definition of the wire
 * form: encoding, JSON, console tables, routes and forms all derive from it.
 */
@NullMarked
@Version("1.1.0")
package org.quoin.ledger.api.description;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
