package org.quoin.fees.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.fees.rules.Exchange.NOW;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.rules.Values;

/** A next version whose rows have another form: nothing of the market stops, and nobody sees a difference while they are rewritten. */
class UpgradeTest {
    private final Exchange exchange = new Exchange();

    @Test
    void theNextVersionGoesOnWhereThisOneStopped() {
        exchange.fund(500);
        exchange.limit(100, 100, 100);
        exchange.set("op1", exchange.policy().with(Terms.SHARE.is(3L)));
        for (int i = 0; i <= 10; i++) {
            exchange.begin(NOW + 1_000L * i);
        }
        Exchange.Schedule before = exchange.begin(NOW + 10_001);

        exchange.upgrade(new NextRules());

        assertThat(exchange.begin(NOW + 10_002)).isEqualTo(before);
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isEqualTo(500);
        List<Long> prices = prices();
        assertThat(prices).hasSize(10).startsWith(1_000_000_000L, 875_000_000L, 765_625_000L);
        assertThat(exchange.migrate(4)).isEqualTo(4);
        assertThat(prices()).isEqualTo(prices);
        exchange.begin(NOW + 11_000);
        assertThat(prices()).hasSize(11).startsWith(1_000_000_000L, 875_000_000L);
        assertThat(exchange.migrate(4)).isEqualTo(4);
        assertThat(exchange.migrate(4)).isEqualTo(2);
        assertThat(exchange.migrate(4)).isZero();
        assertThat(prices()).hasSize(11).containsAll(prices);
        exchange.set("op2", exchange.policy().with(Terms.SHARE.is(3L)));
        assertThat(exchange.begin(NOW + 11_001).share())
                .as("what was approved before still counts")
                .isEqualTo(3);
        exchange.act("visitor", "host", 100, 60);
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isEqualTo(440);
    }

    private List<Long> prices() {
        List<Values> periods = exchange.all("history", 2, NextRules.PERIOD, 3);
        return periods.stream().map(NextRules::price).toList();
    }
}
