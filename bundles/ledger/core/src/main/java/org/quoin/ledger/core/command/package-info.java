/** The console commands {@code ledger:}, {@code wallet:} and {@code dev:}. */
@NullMarked
package org.quoin.ledger.core.command;

import org.jspecify.annotations.NullMarked;
