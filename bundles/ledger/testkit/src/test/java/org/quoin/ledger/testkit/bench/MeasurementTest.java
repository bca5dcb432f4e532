package org.quoin.ledger.testkit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.node.Backlog;
import org.quoin.ledger.core.node.Memory;

class MeasurementTest {
    private static final Memory MEMORY = new Memory(0, 100, 400, 256);

    @Test
    void figuresKeepFractionsAndHaveNoExponent() {
        Benchmark.Figures figures = new Benchmark.Figures(7.25, "ms, p99", 50).with("saturatedPerSecond", 23_456_789.0);

        assertThat(Measurement.json(figures, "a machine"))
                .isEqualTo("{\"value\":7.25,\"unit\":\"ms, p99\",\"baseline\":50,\"ratio\":0.145,"
                        + "\"saturatedPerSecond\":23456800,\"machine\":\"a machine\"}");
    }

    @Test
    void everyBenchmarkIsFoundByItsName() {
        assertThat(Bench.benchmarks())
                .containsKeys(
                        "transfer", "unsigned", "accounts", "accounts20m", "latency", "postgres", "trie", "ed25519");
    }

    @Test
    void aPercentileIsTheShortestDurationThatSoManyDoNotExceed() {
        long[] nanos = new long[200];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (200 - i) * 1_000_000L;
        }
        Distribution distribution = new Distribution(nanos);

        assertThat(distribution.millis(0.5)).isEqualTo(100);
        assertThat(distribution.millis(0.99)).isEqualTo(198);
        assertThat(distribution.millis(1)).isEqualTo(200);
    }

    @Test
    void whatGoesUpAndDownByACheckpointIsSteady() {
        Lag lag = new Lag(MEMORY);
        for (long bytes : new long[] {20, 90, 110, 10}) {
            lag.end(new Backlog(0, 1, bytes, false));
        }

        lag.requireSteady();
    }

    @Test
    void aLagThatGrowsByMoreThanACheckpointIsAFailure() {
        Lag lag = new Lag(MEMORY);
        for (long bytes : new long[] {20, 90, 150, 191}) {
            lag.end(new Backlog(0, 1, bytes, false));
        }

        assertThatThrownBy(lag::requireSteady).hasMessageContaining("the lag grows");
    }

    @Test
    void nothingMayWaitAtTheEndOfARound() {
        assertThatThrownBy(() -> new Lag(MEMORY).end(new Backlog(1, 0, 0, false)))
                .hasMessageContaining("something waits");
    }
}
