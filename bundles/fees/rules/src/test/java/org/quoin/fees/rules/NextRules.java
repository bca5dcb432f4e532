package org.quoin.fees.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.Execution;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** A version that could come next: of a period that is over it keeps the price of execution and nothing else, in rows of another form. */
public final class NextRules extends Capability {
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Field<Long> PRICE = Field.number("price", Long.MAX_VALUE);
    static final Schema PERIOD = Schema.of(NUMBER, Terms.START, PRICE);

    static final OrderedTable<Long, Values> PERIODS =
            new OrderedTable<>("periods-2", Long.BYTES, NUMBER, PERIOD).replacing(Markets.ENDED, NextRules::brief);

    public NextRules() {
        super(new Parts()
                .feePolicy(new Pricing2())
                .operations(new SetPolicy(), new SponsorFund())
                .queries(new PolicyQuery(), new SponsorQuery())
                .pagedQueries(new History2())
                .events(Reports.POLICY_APPROVED, Reports.POLICY_CHANGED, Reports.SPONSOR_FUNDED)
                .failures(Failures.NOT_A_SPONSOR)
                .tables(
                        Policies.CURRENT_ONE,
                        Policies.APPROVALS,
                        Markets.CURRENT_ONE,
                        Markets.ENDED,
                        PERIODS,
                        Sponsors.BY_NAME,
                        Sponsors.VISITS));
    }

    static long price(Values period) {
        return period.get(PRICE);
    }

    private static Values brief(Market period) {
        return Values.of(
                NUMBER.is(period.ended()),
                Terms.START.is(period.start()),
                PRICE.is(period.prices().execution()));
    }

    private static final class Pricing2 extends FeePolicy {
        @Override
        protected FeeSchedule prices(Execution execution, FeeUsage last) {
            Policy policy = Policies.current(execution);
            Market now = Markets.find(execution).orElseThrow().after(last);
            long ended = now.endedBy(execution.time());
            if (ended > 0) {
                PERIODS.put(execution, now.ended(), brief(now));
                now = now.next(ended, policy);
            }
            Markets.put(execution, now);
            Quantities prices = now.prices();
            return new FeeSchedule(
                    prices.execution(),
                    prices.data(),
                    prices.growth(),
                    prices.layer2(),
                    policy.tipsTo(),
                    policy.treasury(),
                    policy.share(),
                    policy.layer2());
        }

        @Override
        protected FeeReserve reserve(Execution execution, FeeRequest request) {
            return new Pricing().reserve(execution, request);
        }

        @Override
        protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
            new Pricing().settle(execution, request, payment);
        }
    }

    private static final class History2 extends PagedQuery {
        History2() {
            super("history", 2, Schema.of(), PERIOD);
        }

        @Override
        protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
            List<Values> periods = new ArrayList<>();
            OrderedTable.Slice<Values> slice = PERIODS.slice(reading, 0L, cursor, limit);
            periods.addAll(slice.rows());
            return new Page(periods, slice.next());
        }
    }
}
