package org.quoin.fees.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.fees.rules.Exchange.NOW;
import static org.quoin.fees.rules.Exchange.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.fees.rules.Exchange.Schedule;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.rules.Amount;
import org.quoin.rules.Values;

/** Periods of a second, what they use, and what operators decide on. */
class PricingTest {
    private static final long GAS = 1_000_000_000;
    private static final long DATA = 4 << 20;

    private final Exchange exchange = new Exchange();

    @Test
    void pricesBeginWhereTheProtocolSaysAndHoldForAPeriod() {
        Schedule first = exchange.begin(NOW);

        assertThat(first)
                .isEqualTo(new Schedule(
                        new Quantities(1_000_000_000L, 10_000_000_000L, 1_000_000_000_000L, 1_000_000L),
                        "treasury",
                        "treasury",
                        500_000,
                        List.of("layer2")));
        assertThat(exchange.begin(NOW + 999, GAS, DATA, DATA, 2 * DATA)).isEqualTo(first);
        assertThat(exchange.host.reports()).isEmpty();
    }

    @Test
    void eachResourceFollowsItsOwnUse() {
        exchange.begin(NOW);

        Schedule next = exchange.begin(NOW + 1_000, GAS, DATA / 2, 0, 2 * DATA);

        assertThat(next.prices())
                .isEqualTo(new Quantities(1_125_000_000L, 10_000_000_000L, 875_000_000_000L, 1_125_000L));
        assertThat(exchange.host.reports()).extracting(TestHost.Report::event).containsExactly("prices-changed");
        assertThat(exchange.begin(NOW + 2_000, GAS / 4, DATA / 2, DATA, 0).prices())
                .isEqualTo(new Quantities(1_054_687_500L, 10_000_000_000L, 984_375_000_000L, 1_000_000L));
    }

    @Test
    void theUseOfAllBlocksOfAPeriodCounts() {
        exchange.begin(NOW);
        exchange.begin(NOW + 300, GAS / 2, 0, 0, 0);
        exchange.begin(NOW + 600, GAS / 4, 0, 0, 0);

        assertThat(exchange.begin(NOW + 1_000, GAS / 4, 0, 0, 0).prices().execution())
                .isEqualTo(1_125_000_000L);
    }

    @Test
    void whatIsOverTheLimitCountsAsTheLimit() {
        exchange.begin(NOW);

        assertThat(exchange.begin(NOW + 1_000, 50 * GAS, Long.MAX_VALUE, 0, 0)
                        .prices()
                        .execution())
                .isEqualTo(1_125_000_000L);
    }

    @Test
    void everyEmptyPeriodLowersPricesUntilTheyAreAtTheirMinimum() {
        exchange.begin(NOW);

        assertThat(exchange.begin(NOW + 3_999, GAS / 2, 0, 0, 0).prices().execution())
                .isEqualTo(765_625_000L); // the period itself was at its target, then two eighths
        assertThat(exchange.begin(NOW + 1_000_000).prices())
                .isEqualTo(new Quantities(1_000_000L, 10_000_000L, 1_000_000_000L, 1_000_000L));
        assertThat(exchange.begin(Long.MAX_VALUE).prices().execution()).isEqualTo(1_000_000L);
        assertThat(exchange.host.reports()).hasSize(2);
    }

    @Test
    void theLastPeriodsAreKeptAndNoMore() {
        exchange.begin(NOW);
        for (int i = 1; i <= 1_030; i++) {
            exchange.begin(NOW + 1_000L * i, i, 0, 0, 0);
        }

        List<Values> kept = exchange.all("history", Exchange.HISTORY, 100);
        assertThat(kept).hasSize(1_024);
        assertThat(kept.get(0).get(Terms.EXECUTION_USED)).isEqualTo(7);
        assertThat(kept.get(1_023).get(Terms.EXECUTION_USED)).isEqualTo(1_030);
        assertThat(kept.get(1_023).get(Terms.START)).isEqualTo(NOW + 1_029_000);
    }

    @Test
    void aSingleMajorityOfOperatorsDecides() {
        Values policy = exchange.policy().with(Terms.TREASURY.is("op3"), Terms.SHARE.is(1_000_000L));

        assertRefused("NOT_AN_OPERATOR", () -> exchange.set("visitor", policy));
        exchange.set("op1", policy);
        exchange.set("op1", policy);
        exchange.set("op2", policy.with(Terms.SHARE.is(999_999L)));
        assertThat(exchange.begin(NOW).treasury()).isEqualTo("treasury");
        exchange.set("op2", policy);

        Schedule schedule = exchange.begin(NOW + 1);
        assertThat(schedule.treasury()).isEqualTo("op3");
        assertThat(schedule.share()).isEqualTo(1_000_000);
        assertRefused("POLICY_UNCHANGED", () -> exchange.set("op3", policy));
        assertThat(exchange.host.reports())
                .extracting(TestHost.Report::event)
                .containsExactly(
                        "policy-approved", "policy-approved", "policy-approved", "policy-approved", "policy-changed");
    }

    @Test
    void anApprovalEndsWithThePolicyThatItWasToChange() {
        Values first = exchange.policy().with(Terms.SHARE.is(1L));
        Values second = exchange.policy().with(Terms.SHARE.is(2L));
        exchange.set("op1", first);
        exchange.set("op2", second);
        exchange.set("op3", second);

        exchange.set("op2", first);
        assertThat(exchange.begin(NOW).share()).isEqualTo(2);
        exchange.set("op1", first);
        assertThat(exchange.begin(NOW + 1).share()).isEqualTo(1);
    }

    @Test
    void limitsWalkUnlessAllOperatorsApproveThatTheyChangeAtOnce() {
        Values wider = exchange.policy().with(Terms.EXECUTION_LIMIT.is(2 * GAS), Terms.IMMEDIATE.is(true));
        exchange.begin(NOW);
        exchange.set("op1", wider);
        exchange.set("op2", wider);

        exchange.begin(NOW + 1_000);
        assertThat(limit()).isBetween(GAS + 900_000, GAS + GAS / 1_024);
        exchange.begin(NOW + 101_000); // of a hundred periods, 64 count
        assertThat(limit()).isBetween(1_060_000_000L, 1_070_000_000L);
        exchange.set("op3", wider);
        assertThat(limit()).isEqualTo(2 * GAS);
    }

    @Test
    void aMinimumThatIsRaisedIsReachedInSteps() {
        exchange.begin(NOW);
        Values dearer = exchange.policy().with(Terms.MIN_EXECUTION_PRICE.is(Amount.of(1_200_000_000L)));
        exchange.set("op1", dearer);
        exchange.set("op2", dearer);

        assertThat(exchange.begin(NOW + 1_000).prices().execution()).isEqualTo(1_125_000_000L);
        assertThat(exchange.begin(NOW + 2_000).prices().execution()).isEqualTo(1_200_000_000L);
        assertThat(exchange.begin(NOW + 3_000).prices().execution()).isEqualTo(1_200_000_000L);
    }

    @Test
    void whatNoMarketCanLiveWithIsRefused() {
        Values policy = exchange.policy();

        assertRefused(
                "MINIMUM_OUT_OF_RANGE", () -> exchange.set("op1", policy.with(Terms.MIN_DATA_PRICE.is(Amount.of(7)))));
        assertRefused(
                "MINIMUM_OUT_OF_RANGE",
                () -> exchange.set("op1", policy.with(Terms.MIN_LAYER_2_PRICE.is(Amount.of((1L << 62) + 1)))));
        assertRefused(
                "MINIMUM_OUT_OF_RANGE",
                () -> exchange.set("op1", policy.with(Terms.MIN_DATA_PRICE.is(new Amount(1, 8)))));
        assertRefused("LIMIT_OUT_OF_RANGE", () -> exchange.set("op1", policy.with(Terms.DATA_LIMIT.is(4_998L))));
        assertRefused("LIMIT_OUT_OF_RANGE", () -> exchange.set("op1", policy.with(Terms.GROWTH_LIMIT.is(5_001L))));
        assertRefused("PERIOD_OUT_OF_RANGE", () -> exchange.set("op1", policy.with(Terms.PERIOD.is(99L))));
        assertRefused("PERIOD_OUT_OF_RANGE", () -> exchange.set("op1", policy.with(Terms.PERIOD.is(86_400_001L))));
        assertRefused("NOT_NATIVE", () -> exchange.set("op1", policy.with(Terms.ASSET.is("BTC"))));
        exchange.set(
                "op1",
                policy.with(
                        Terms.MIN_DATA_PRICE.is(Amount.of(8)),
                        Terms.MIN_LAYER_2_PRICE.is(Amount.of(1L << 62)),
                        Terms.DATA_LIMIT.is(5_000L),
                        Terms.GROWTH_LIMIT.is(1L << 48),
                        Terms.PERIOD.is(100L)));
    }

    private long limit() {
        exchange.begin(exchange.host.time() + 1_000);
        List<Values> periods = exchange.all("history", Exchange.HISTORY, 1_000);
        return periods.get(periods.size() - 1).get(Terms.EXECUTION_LIMIT);
    }
}
