/** How the ledger lives in an OSGi framework: it is opened, offered as a service, and closed again with its bundle. */
@NullMarked
package org.quoin.ledger.core.platform;

import org.jspecify.annotations.NullMarked;
