/** Rules jars: what is in them, and their code in a class loader of its own. */
@NullMarked
package org.quoin.ledger.core.module;

import org.jspecify.annotations.NullMarked;
