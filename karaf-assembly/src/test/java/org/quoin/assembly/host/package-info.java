/** What a host application would write: a bundle of its own, deployed beside the ledger. */
@NullMarked
package org.quoin.assembly.host;

import org.jspecify.annotations.NullMarked;
