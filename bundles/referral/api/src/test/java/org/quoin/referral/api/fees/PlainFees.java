package org.quoin.referral.api.fees;

import java.util.List;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;

/** A fee policy with fixed prices. A quarter of base fees goes to the treasury alice, and so do tips. */
public final class PlainFees extends Capability {
    public PlainFees() {
        super(new Parts().feePolicy(new Fixed()));
    }

    private static final class Fixed extends FeePolicy {
        @Override
        protected FeeSchedule prices(Execution execution, FeeUsage last) {
            return new FeeSchedule(
                    1_000_000_000L, 1_000, 1_000, 8, "alice", "alice", FeeSchedule.MILLION / 4, List.of());
        }

        @Override
        protected FeeReserve reserve(Execution execution, FeeRequest request) {
            return new FeeReserve(request.limit(), "");
        }

        @Override
        protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
            execution.height();
        }
    }
}
