package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;
import org.quoin.rules.Values;

/** What the ledger asks: the prices of a block, and who pays for a transaction that names a sponsor. */
final class Pricing extends FeePolicy {
    @Override
    protected FeeSchedule prices(Execution execution, FeeUsage last) {
        Policy policy = Policies.current(execution);
        Market before = Markets.find(execution).orElseGet(() -> Market.at(execution.time(), policy));
        Market now = before.after(last);
        long ended = now.endedBy(execution.time());
        if (ended > 0) {
            Markets.keep(execution, now);
            now = now.next(ended, policy);
            report(execution, before, now, ended);
        }
        Markets.put(execution, now);
        return schedule(policy, now.prices());
    }

    /** What others ask for counts against the limits with the most that it may cost first, and with its cost in the end. */
    @Override
    protected FeeReserve reserve(Execution execution, FeeRequest request) {
        Policy policy = Policies.current(execution);
        String asset = execution.nativeAsset();
        String name = request.sponsor();
        Sponsor sponsor = Sponsors.find(execution, name);
        if (!request.signer().equals(name)) {
            sponsor = admit(execution, request, sponsor, asset);
        }

        long time = execution.time();
        Amount free = sponsor.freeNow(time, policy.stakeRate());
        Amount held = min(free, request.limit());
        Amount rest = request.limit().minus(held);
        Amount deposit = Sponsors.deposit(execution, name, sponsor, asset);
        execution.require(
                rest.compareTo(deposit) <= 0,
                Failures.SPONSOR_CANNOT_PAY,
                Values.of(
                        SponsorTerms.SPONSOR.is(name),
                        Terms.ASSET.is(asset),
                        SponsorTerms.FREE.is(free),
                        SponsorTerms.DEPOSITED.is(deposit),
                        Failures.NEEDED.is(request.limit())));

        boolean pays = !rest.isZero();
        Sponsors.put(execution, name, sponsor.withFree(free.minus(held), time, held, pays));
        return new FeeReserve(held, pays ? name : "");
    }

    @Override
    protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
        Policy policy = Policies.current(execution);
        String name = request.sponsor();
        long time = execution.time();
        Sponsor sponsor = Sponsors.find(execution, name);
        Amount back = sponsor.held().minus(payment.free());
        Amount free = min(
                sponsor.freeNow(time, policy.stakeRate()).plus(back), Budget.most(sponsor.stake(), policy.stakeRate()));
        Sponsor settled = sponsor.withFree(free, time, Amount.ZERO, false);
        if (!request.signer().equals(name)) {
            long today = time / Sponsors.DAY;
            Amount unused = request.limit().minus(payment.free().plus(payment.paid()));
            Amount cost = Sponsors.visited(execution, name, request.signer(), today);
            Sponsors.putVisit(execution, name, request.signer(), today, execution.nativeAsset(), cost.minus(unused));
            settled = settled.withSpent(today, sponsor.spentOn(today).minus(unused));
        }
        Sponsors.put(execution, name, settled);
    }

    /** Whether a sponsor pays for somebody else, and what that makes of his day. */
    private static Sponsor admit(Execution execution, FeeRequest request, Sponsor sponsor, String asset) {
        String name = request.sponsor();
        String user = request.signer();
        long today = execution.time() / Sponsors.DAY;
        Sponsor.Limits limits = sponsor.limits();
        Amount byUser = Sponsors.visited(execution, name, user, today);
        Amount byAll = sponsor.spentOn(today);
        Values known = Values.of(
                SponsorTerms.SPONSOR.is(name),
                SponsorTerms.USER.is(user),
                Terms.ASSET.is(asset),
                Failures.LIMIT.is(request.limit()),
                SponsorTerms.PER_TRANSACTION.is(limits.perTransaction()),
                SponsorTerms.PER_USER.is(limits.perUser()),
                SponsorTerms.PER_DAY.is(limits.perDay()));

        for (FeeRequest.Called called : request.operations()) {
            execution.require(
                    limits.allows(called.capability(), called.operation()),
                    Failures.OPERATION_NOT_SPONSORED,
                    known.with(Failures.CAPABILITY.is(called.capability()), Failures.OPERATION.is(called.operation())));
        }
        execution.require(
                request.limit().compareTo(limits.perTransaction()) <= 0, Failures.OVER_PER_TRANSACTION, known);
        execution.require(
                fits(byUser, request.limit(), limits.perUser()),
                Failures.OVER_PER_USER,
                known.with(Failures.SPENT.is(byUser)));
        execution.require(
                fits(byAll, request.limit(), limits.perDay()),
                Failures.OVER_PER_DAY,
                known.with(Failures.SPENT.is(byAll)));

        Sponsors.putVisit(execution, name, user, today, asset, byUser.plus(request.limit()));
        return sponsor.withSpent(today, byAll.plus(request.limit()));
    }

    private static void report(Execution execution, Market before, Market now, long ended) {
        if (!now.prices().equals(before.prices())) {
            execution.emit(
                    Reports.PRICES_CHANGED,
                    Terms.prices(execution.nativeAsset(), now.prices())
                            .with(Terms.START.is(now.start()), Terms.PERIODS.is(ended)));
        }
    }

    private static FeeSchedule schedule(Policy policy, Quantities prices) {
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

    /** Whether both together are at most that. */
    private static boolean fits(Amount spent, Amount more, Amount most) {
        return spent.compareTo(most) <= 0 && more.compareTo(most.minus(spent)) <= 0;
    }

    private static Amount min(Amount one, Amount other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
