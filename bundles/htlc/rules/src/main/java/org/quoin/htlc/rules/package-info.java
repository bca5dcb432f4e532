/** The rules of hashed timelock contracts. */
@NullMarked
package org.quoin.htlc.rules;

import org.jspecify.annotations.NullMarked;
