/** The console commands {@code gift:}. */
@NullMarked
package org.quoin.host.sample.command;

import org.jspecify.annotations.NullMarked;
