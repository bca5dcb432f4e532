package org.quoin.ledger.core.proof;

import org.quoin.ledger.core.state.Table;

/**
 * A step reads what its witness does not hold. It says nothing about the step, which needs a better witness: so it is an error
 * of the machine, which rules cannot turn into an outcome.
 */
public final class UndeclaredReadError extends Error {
    private static final long serialVersionUID = 1L;

    UndeclaredReadError(Table table, String what) {
        super("the witness does not declare " + what + " of the table " + table.id());
    }
}
