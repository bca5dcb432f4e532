/** Whose rules a node lets in: keys that its operator trusts, and signatures over rules jars. */
@NullMarked
package org.quoin.ledger.core.trust;

import org.jspecify.annotations.NullMarked;
