/** The console commands {@code referral:}. */
@NullMarked
package org.quoin.referral.provider.command;

import org.jspecify.annotations.NullMarked;
