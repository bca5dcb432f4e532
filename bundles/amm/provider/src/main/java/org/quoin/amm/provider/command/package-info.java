/** The console commands {@code amm:}. */
@NullMarked
package org.quoin.amm.provider.command;

import org.jspecify.annotations.NullMarked;
