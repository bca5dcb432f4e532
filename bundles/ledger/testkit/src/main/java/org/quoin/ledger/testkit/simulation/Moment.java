package org.quoin.ledger.testkit.simulation;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/**
 * A step of a simulation that has been executed and checked.
 *
 * @param stateRoot after it, over all tables but the nonces, as in a header
 */
public record Moment(Context context, VerifiedTransaction transaction, Outcome outcome, Hash stateRoot) {}
