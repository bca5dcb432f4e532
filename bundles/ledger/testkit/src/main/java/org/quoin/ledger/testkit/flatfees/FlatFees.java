package org.quoin.ledger.testkit.flatfees;

import java.util.List;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;

/**
 * Prices that never change: a billion a unit of gas, ten billion a byte, a million million a byte of growth, all of it burnt.
 * Whoever names {@code alice} as the sponsor pays nothing; another sponsor refuses.
 */
public final class FlatFees extends Capability {
    private static final Failure NO_SPONSOR = Failure.of("NO_SPONSOR", "This account pays for nobody: pay yourself.");

    public FlatFees() {
        super(new Parts().failures(NO_SPONSOR).feePolicy(new Flat()));
    }

    private static final class Flat extends FeePolicy {
        @Override
        protected FeeSchedule prices(Execution execution, FeeUsage last) {
            return new FeeSchedule(
                    1_000_000_000L, 10_000_000_000L, 1_000_000_000_000L, 1_000_000_000L, "", "", 0, List.of("htlc"));
        }

        @Override
        protected FeeReserve reserve(Execution execution, FeeRequest request) {
            if (!request.sponsor().equals("alice")) {
                throw execution.refuse(NO_SPONSOR);
            }
            return new FeeReserve(request.limit(), "");
        }

        @Override
        protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
            // Nothing was set aside.
        }
    }
}
