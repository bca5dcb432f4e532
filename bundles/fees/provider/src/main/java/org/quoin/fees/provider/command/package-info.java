/** The console commands {@code fees:}. */
@NullMarked
package org.quoin.fees.provider.command;

import org.jspecify.annotations.NullMarked;
