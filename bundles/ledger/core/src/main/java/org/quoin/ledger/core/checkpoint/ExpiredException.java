package org.quoin.ledger.core.checkpoint;

import org.quoin.ledger.core.state.Stub;

/** A state is read that is so old that the store has given it up meanwhile: nothing is damaged. */
final class ExpiredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpiredException(Stub stub) {
        super(stub + " is older than what is kept");
    }
}
