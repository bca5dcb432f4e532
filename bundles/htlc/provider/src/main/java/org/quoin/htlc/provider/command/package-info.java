/** The console commands {@code htlc:}. */
@NullMarked
package org.quoin.htlc.provider.command;

import org.jspecify.annotations.NullMarked;
