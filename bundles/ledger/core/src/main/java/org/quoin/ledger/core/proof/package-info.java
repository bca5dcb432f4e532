/** Makes the proofs that {@code org.quoin.ledger.api.proof} describes and checks. The two share no code. */
@NullMarked
package org.quoin.ledger.core.proof;

import org.jspecify.annotations.NullMarked;
