/** Brings referral to the ledger of this framework. */
@NullMarked
package org.quoin.referral.provider;

import org.jspecify.annotations.NullMarked;
