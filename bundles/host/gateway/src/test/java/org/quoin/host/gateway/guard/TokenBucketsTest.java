package org.quoin.host.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private final AtomicLong time = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(100, time::get);

    @Test
    void aBucketHoldsASecondAndFillsAtItsRate() {
        for (int i = 0; i < 10; i++) {
            assertThat(buckets.take("a", 10, 1).granted()).isTrue();
        }
        TokenBuckets.Taken refused = buckets.take("a", 10, 1);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.seconds()).isEqualTo(0.1);

        time.addAndGet(250_000_000L);
        assertThat(buckets.take("a", 10, 2).granted()).isTrue();
        assertThat(buckets.take("a", 10, 1).granted()).isFalse();

        time.addAndGet(3_600_000_000_000L);
        assertThat(buckets.take("a", 10, 1).left()).isEqualTo(9);
    }

    @Test
    void asManyClientsAsThereMayBeAreRemembered() {
        buckets.take("a", 10, 10);
        for (int i = 0; i < 100_000; i++) {
            buckets.take("client " + i, 10, 1);
            if (i % 50 == 0) {
                assertThat(buckets.take("a", 10, 1).granted()).isFalse(); // whoever goes on asking stays known
            }
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(100);
    }
}
