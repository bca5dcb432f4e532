package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.referral.rules.Earnings.Place;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * What a referee and those above him earn by a fee: never more together than {@link Terms#MAX_TOTAL} millionths of it, and
 * never more than the pot and the campaign hold.
 */
final class Accrual {
    private static final Schema REFEREE_KEY = Schema.of(Terms.REFEREE, Terms.ASSET);
    private static final Schema COUNTED = Schema.of(Terms.ASSET, Terms.PERIOD, Terms.COUNTED);

    /** What counted of each referee in the period in which he last lost something. */
    static final Table<Values, Values> BY_REFEREE = new Table<>("counted", REFEREE_KEY, COUNTED);

    private final Execution execution;
    private final String asset;
    private final long period;
    private Amount free;
    private Amount reserved = Amount.ZERO;

    private Accrual(Execution execution, Values funds) {
        this.execution = execution;
        this.asset = funds.get(Terms.ASSET);
        this.period = Terms.period(execution.time());
        this.free = funds.get(Funds.FREE);
    }

    /**
     * Adds up what is earned by a fee.
     *
     * @param lost by the link's referee
     */
    static void accrue(Execution execution, Values link, String asset, Amount lost) {
        Values funds = Funds.find(execution, asset);
        Amount budgets = funds.get(Funds.BUDGETS);
        Accrual accrual = new Accrual(execution, funds);

        Amount taken = accrual.earn(link, lost);
        Amount reserved = accrual.reserved.plus(taken);
        if (!reserved.isZero()) {
            Funds.put(
                    execution,
                    funds.with(
                            Funds.RESERVED.is(funds.get(Funds.RESERVED).plus(reserved)),
                            Funds.BUDGETS.is(budgets.minus(taken))));
        }
    }

    /** Returns what was taken of a campaign's budget. */
    private Amount earn(Values link, Amount lost) {
        String referee = link.get(Terms.REFEREE);
        Values policy = Policy.of(execution, asset);
        List<String> line = Links.line(execution, link);
        List<Long> shares = shares(policy, line);
        long refereeShare = policy.get(Policy.REFEREE_SHARE);
        Amount counted = count(referee, lost, policy.get(Policy.CAP));
        Split full = Split.of(lost, refereeShare, shares);
        Split split = Split.of(counted, refereeShare, shares);

        long total = refereeShare;
        for (long share : shares) {
            total += share;
        }
        Optional<Values> campaign = Campaigns.findRunning(execution, link, asset);
        Amount extra = campaign.isPresent() ? extra(campaign.get(), referee, counted, total) : Amount.ZERO;
        Amount half = Shares.of(extra, Shares.MILLION / 2);

        Place place = new Place(referee, asset, period);
        Values row = add(Earnings.find(execution, place), Terms.AS_REFEREE, split.referee(), full.referee());
        Earnings.put(execution, place, plus(row, Terms.BY_CAMPAIGNS, extra.minus(half)));
        for (int level = 0; level < line.size(); level++) {
            Place above = new Place(line.get(level), asset, period);
            Values earned = add(
                    Earnings.find(execution, above),
                    Terms.levels().get(level),
                    split.levels().get(level),
                    full.levels().get(level));
            if (level == 0) {
                earned = plus(plus(earned, Terms.COUNTED, counted), Terms.BY_CAMPAIGNS, half);
            }
            Earnings.put(execution, above, earned);
        }
        if (!extra.isZero()) {
            String name = campaign.orElseThrow().get(Terms.NAME);
            Campaigns.take(execution, campaign.get(), referee, extra);
            addOfCampaign(place, name, extra.minus(half));
            addOfCampaign(new Place(line.get(0), asset, period), name, half);
        }
        return extra;
    }

    private List<Long> shares(Values policy, List<String> line) {
        Amount before = Earnings.find(execution, new Place(line.get(0), asset, Terms.before(period)))
                .get(Terms.COUNTED);
        List<Long> shares = new ArrayList<>();
        shares.add(Policy.tierShare(policy, before));
        if (line.size() > 1) {
            shares.add(policy.get(Policy.LEVEL_2_SHARE));
        }
        if (line.size() > 2) {
            shares.add(policy.get(Policy.LEVEL_3_SHARE));
        }
        return shares;
    }

    /** How much of what he lost is within the cap of the period; from now on it is used. */
    private Amount count(String referee, Amount lost, Amount cap) {
        Values key = Values.of(Terms.REFEREE.is(referee), Terms.ASSET.is(asset));
        Amount before = BY_REFEREE
                .find(execution, key)
                .filter(row -> row.get(Terms.PERIOD) == period)
                .map(row -> row.get(Terms.COUNTED))
                .orElse(Amount.ZERO);
        Amount counted = Shares.least(lost, Shares.above(cap, before));
        BY_REFEREE.put(
                execution,
                key,
                Values.of(Terms.ASSET.is(asset), Terms.PERIOD.is(period), Terms.COUNTED.is(before.plus(counted))));
        return counted;
    }

    /** What a campaign adds, within its budget, its cap and the bound on all rewards together. */
    private Amount extra(Values campaign, String referee, Amount counted, long total) {
        long share = Math.min(campaign.get(Campaigns.EXTRA_SHARE), Terms.MAX_TOTAL - total);
        return Shares.least(Shares.of(counted, share), Campaigns.openFor(execution, campaign, referee));
    }

    /** Adds a part of the split, as far as there is something free for it. */
    private Values add(Values row, Field<Amount> column, Amount part, Amount uncapped) {
        Amount funded = Shares.least(part, free);
        free = free.minus(funded);
        reserved = reserved.plus(funded);
        Values earned = plus(row, column, funded);
        Values told = plus(earned, Terms.UNFUNDED, part.minus(funded));
        return plus(told, Terms.CAPPED, Shares.above(uncapped, part));
    }

    private void addOfCampaign(Place place, String campaign, Amount amount) {
        if (!amount.isZero()) {
            Earnings.putOfCampaign(
                    execution,
                    place,
                    campaign,
                    Earnings.ofCampaign(execution, place, campaign).plus(amount));
        }
    }

    private static Values plus(Values row, Field<Amount> column, Amount amount) {
        return amount.isZero() ? row : row.with(column.is(row.get(column).plus(amount)));
    }
}
