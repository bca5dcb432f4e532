package org.quoin.referral.provider.fees;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;

/** A fee policy with one price, for gas. All of it is burnt, and nobody sponsors. */
public final class FlatFees extends Capability {
    public FlatFees() {
        super(new Parts().feePolicy(new Flat()));
    }

    private static final class Flat extends FeePolicy {
        @Override
        protected FeeSchedule prices(Execution execution, FeeUsage last) {
            return new FeeSchedule(1_000, 0, 0, 0, "", "", 0, List.of());
        }

        @Override
        protected FeeReserve reserve(Execution execution, FeeRequest request) {
            return new FeeReserve(Amount.ZERO, "");
        }

        @Override
        protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
            execution.height();
        }
    }
}
