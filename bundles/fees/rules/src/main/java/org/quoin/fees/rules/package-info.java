/** The rules of fees: what a block's transactions cost, and who pays for them. */
@NullMarked
package org.quoin.fees.rules;

import org.jspecify.annotations.NullMarked;
