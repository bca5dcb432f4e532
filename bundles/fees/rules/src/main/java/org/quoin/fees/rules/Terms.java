package org.quoin.fees.rules;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.Field;
import org.quoin.rules.Values;

/** What prices, policies and sponsors are told of. */
final class Terms {
    static final Field<String> ASSET = Field.asset("asset");

    /** Of a unit of gas. */
    static final Field<Amount> EXECUTION_PRICE = Field.amount("executionPrice", ASSET);

    /** Of a byte of an encoded transaction. */
    static final Field<Amount> DATA_PRICE = Field.amount("dataPrice", ASSET);

    /** Of a byte that the state grows by. */
    static final Field<Amount> GROWTH_PRICE = Field.amount("growthPrice", ASSET);

    /** Of a byte of an encoded transaction of layer 2. */
    static final Field<Amount> LAYER_2_PRICE = Field.amount("layer2Price", ASSET);

    static final Field<Amount> NEXT_EXECUTION_PRICE = Field.amount("nextExecutionPrice", ASSET);
    static final Field<Amount> NEXT_DATA_PRICE = Field.amount("nextDataPrice", ASSET);
    static final Field<Amount> NEXT_GROWTH_PRICE = Field.amount("nextGrowthPrice", ASSET);
    static final Field<Amount> NEXT_LAYER_2_PRICE = Field.amount("nextLayer2Price", ASSET);

    static final Field<Amount> MIN_EXECUTION_PRICE = Field.amount("minExecutionPrice", ASSET);
    static final Field<Amount> MIN_DATA_PRICE = Field.amount("minDataPrice", ASSET);
    static final Field<Amount> MIN_GROWTH_PRICE = Field.amount("minGrowthPrice", ASSET);
    static final Field<Amount> MIN_LAYER_2_PRICE = Field.amount("minLayer2Price", ASSET);

    static final Field<Long> EXECUTION_LIMIT = Field.number("executionLimit", Policy.MAX_LIMIT);
    static final Field<Long> DATA_LIMIT = Field.number("dataLimit", Policy.MAX_LIMIT);
    static final Field<Long> GROWTH_LIMIT = Field.number("growthLimit", Policy.MAX_LIMIT);
    static final Field<Long> LAYER_2_LIMIT = Field.number("layer2Limit", Policy.MAX_LIMIT);

    static final Field<Long> TRANSACTIONS = Field.number("transactions", Long.MAX_VALUE);
    static final Field<Long> EXECUTION_USED = Field.number("executionUsed", Long.MAX_VALUE);
    static final Field<Long> DATA_USED = Field.number("dataUsed", Long.MAX_VALUE);
    static final Field<Long> GROWTH_USED = Field.number("growthUsed", Long.MAX_VALUE);
    static final Field<Long> LAYER_2_USED = Field.number("layer2Used", Long.MAX_VALUE);

    /** When a period began. */
    static final Field<Long> START = Field.time("start");

    static final Field<Long> PERIOD = Field.duration("period");

    /** That ended since the block before, the one that it was in among them. */
    static final Field<Long> PERIODS = Field.number("periods", Long.MAX_VALUE);

    /** Empty: tips are burnt. */
    static final Field<String> TIPS_TO = Field.text("tipsTo", 32);

    /** Empty: base fees are burnt whole. */
    static final Field<String> TREASURY = Field.text("treasury", 32);

    /** Of base fees, for the treasury, in millionths. */
    static final Field<Long> SHARE = Field.number("share", FeeSchedule.MILLION);

    static final Field<List<String>> LAYER_2 =
            Field.list("layer2", Field.text("capability", 32), FeeSchedule.MAX_LAYER_2);

    /** What a stake can let be free in {@link Budget#REGENERATION}, in millionths of the stake. */
    static final Field<Long> STAKE_RATE = Field.number("stakeRate", FeeSchedule.MILLION);

    /** Whether limits are to change at once, which every operator must approve. */
    static final Field<Boolean> IMMEDIATE = Field.flag("immediate");

    static final Field<Long> REVISION = Field.number("revision", Long.MAX_VALUE);
    static final Field<Long> APPROVALS = Field.number("approvals", 64);
    static final Field<Long> OPERATORS = Field.number("operators", 64);
    static final Field<String> OPERATOR = Field.account("operator");

    private Terms() {}

    static Values of(String asset, Policy policy) {
        return Values.of(
                ASSET.is(asset),
                TIPS_TO.is(policy.tipsTo()),
                TREASURY.is(policy.treasury()),
                SHARE.is((long) policy.share()),
                MIN_EXECUTION_PRICE.is(Amount.of(policy.minimums().execution())),
                MIN_DATA_PRICE.is(Amount.of(policy.minimums().data())),
                MIN_GROWTH_PRICE.is(Amount.of(policy.minimums().growth())),
                MIN_LAYER_2_PRICE.is(Amount.of(policy.minimums().layer2())),
                EXECUTION_LIMIT.is(policy.limits().execution()),
                DATA_LIMIT.is(policy.limits().data()),
                GROWTH_LIMIT.is(policy.limits().growth()),
                LAYER_2_LIMIT.is(policy.limits().layer2()),
                PERIOD.is(policy.period()),
                LAYER_2.is(policy.layer2()),
                STAKE_RATE.is((long) policy.stakeRate()));
    }

    static Policy policy(Values values) {
        return new Policy(
                0,
                values.get(TIPS_TO),
                values.get(TREASURY),
                Math.toIntExact(values.get(SHARE)),
                new Quantities(
                        units(values.get(MIN_EXECUTION_PRICE)),
                        units(values.get(MIN_DATA_PRICE)),
                        units(values.get(MIN_GROWTH_PRICE)),
                        units(values.get(MIN_LAYER_2_PRICE))),
                new Quantities(
                        values.get(EXECUTION_LIMIT),
                        values.get(DATA_LIMIT),
                        values.get(GROWTH_LIMIT),
                        values.get(LAYER_2_LIMIT)),
                values.get(PERIOD),
                values.get(LAYER_2),
                Math.toIntExact(values.get(STAKE_RATE)));
    }

    static Values prices(String asset, Quantities prices) {
        return Values.of(
                ASSET.is(asset),
                EXECUTION_PRICE.is(Amount.of(prices.execution())),
                DATA_PRICE.is(Amount.of(prices.data())),
                GROWTH_PRICE.is(Amount.of(prices.growth())),
                LAYER_2_PRICE.is(Amount.of(prices.layer2())));
    }

    static Values used(Values known, long transactions, Quantities used) {
        return known.with(
                TRANSACTIONS.is(transactions),
                EXECUTION_USED.is(used.execution()),
                DATA_USED.is(used.data()),
                GROWTH_USED.is(used.growth()),
                LAYER_2_USED.is(used.layer2()));
    }

    static Values limits(Values known, Quantities limits) {
        return known.with(
                EXECUTION_LIMIT.is(limits.execution()),
                DATA_LIMIT.is(limits.data()),
                GROWTH_LIMIT.is(limits.growth()),
                LAYER_2_LIMIT.is(limits.layer2()));
    }

    /** At most 2^63 − 1, which is no price either. */
    private static long units(Amount amount) {
        return amount.high() != 0 || amount.low() < 0 ? Long.MAX_VALUE : amount.low();
    }
}
