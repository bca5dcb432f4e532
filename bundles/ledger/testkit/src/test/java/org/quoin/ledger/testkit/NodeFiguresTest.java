package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.command.HealthCommand;
import org.quoin.ledger.core.command.MetricsCommand;
import org.quoin.ledger.core.metrics.NodeMetrics;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.Jars;

/** What a ledger counts is what happened to it. */
@Timeout(60)
class NodeFiguresTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", Amount.parse("1", TestLedger.ETH));

    private final TestLedger ledger = TestLedger.create();
    private final Metrics metrics = new NodeMetrics(
            ledger.node().figures(), () -> ledger.ledger().info().modules(), List::of);
    private final Told health = new Told();
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), metrics, health), List.of(HealthCommand.class, MetricsCommand.class));

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void whatIsAppliedRejectedAndRefusedIsCountedByCode() {
        ledger.submit(Person.ALICE, PAYMENT);
        ledger.submit(Person.ALICE, PAYMENT);
        ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse("100000", TestLedger.ETH)));
        Draft late = ledger.draft(Person.ALICE, PAYMENT).nonce(0, 90);
        assertThatThrownBy(() -> ledger.submit(late.sign())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> TestLedger.await(ledger.ledger().submit(Bytes.of(new byte[3]))))
                .isInstanceOf(RefusedException.class);
        ledger.activate(Jars.probe("1.0.0"));

        Map<String, Double> figures = figures();

        assertThat(figures)
                .containsEntry("quoin_transactions_applied_total{}", 3.0)
                .containsEntry("quoin_transactions_rejected_total{code=INSUFFICIENT_BALANCE}", 1.0)
                .containsEntry("quoin_transactions_refused_total{code=MALFORMED_TRANSACTION}", 1.0)
                .containsEntry("quoin_transactions_overloaded_total{}", 0.0)
                .containsEntry("quoin_answer_seconds_count{}", 4.0)
                .containsEntry("quoin_height{}", 4.0)
                .containsEntry("quoin_block_transactions_count{}", 4.0)
                .containsEntry("quoin_transactions_waiting{}", 0.0)
                .containsEntry("quoin_metrics_left_out{}", 0.0);
        assertThat(figures.entrySet().stream()
                        .filter(figure -> figure.getKey().startsWith("quoin_transactions_refused_total"))
                        .mapToDouble(Map.Entry::getValue)
                        .sum())
                .isEqualTo(2);
        assertThat(figures.get("quoin_answer_seconds_sum{}")).isBetween(1e-6, 60.0);
        assertThat(figures.get("quoin_journal_force_seconds_count{}")).isGreaterThanOrEqualTo(4);
        assertThat(figures.keySet()).anyMatch(name -> name.startsWith("quoin_module_info{name=probe, version=1.0.0"));
    }

    @Test
    void aCheckpointIsTimedAndTheHeadHasItsTime() {
        ledger.submit(Person.ALICE, PAYMENT);
        ledger.advance(Duration.ofDays(1));
        for (int i = 0; i < 12; i++) {
            ledger.node().tend();
        }
        while (figures().getOrDefault("quoin_checkpoint_seconds_count{}", 0.0) < 1) {
            Thread.onSpinWait();
        }

        assertThat(figures().get("quoin_head_time_seconds{}"))
                .isEqualTo(TestLedger.START.plus(Duration.ofDays(1)).toEpochMilli() / 1e3);
    }

    @Test
    void theSameBytesAgainAreNotCountedTwice() {
        Bytes bytes = ledger.draft(Person.ALICE, PAYMENT).sign().encode();
        TestLedger.await(ledger.ledger().submit(bytes));
        TestLedger.await(ledger.ledger().submit(bytes));

        assertThat(figures()).containsEntry("quoin_transactions_applied_total{}", 1.0);
    }

    @Test
    void metricsPrintsWhatACollectorReads() {
        ledger.submit(Person.ALICE, PAYMENT);

        Outcome text = console.run("ledger:metrics");
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains("# TYPE quoin_transactions_applied_total counter\nquoin_transactions_applied_total 1\n");
        JsonObject json = JsonParser.parseString(
                        console.run("ledger:metrics --json").out())
                .getAsJsonObject();
        assertThat(json.get("next").isJsonNull()).isTrue();
        assertThat(json.getAsJsonArray("items"))
                .contains(JsonParser.parseString(
                        "{\"name\":\"quoin_transactions_applied_total\",\"labels\":{},\"value\":\"1.0\"}"));
    }

    @Test
    void healthFailsOnlyWhenTheNodeIsNotReady() {
        assertThat(console.run("ledger:health --json"))
                .isEqualTo(new Outcome(
                        0,
                        "{\"state\":\"ready\",\"reason\":null,\"checks\":[{\"name\":\"ledger\",\"required\":true,"
                                + "\"ok\":true,\"reason\":null}]}\n"));

        health.report = new Health.Report(List.of(new Health.Check("rules", false, Optional.of("Some are bad."))));
        assertThat(console.run("ledger:health").exit()).isZero();
        assertThat(console.run("ledger:health").out()).contains("degraded", "Some are bad.");

        health.report = new Health.Report(List.of(new Health.Check("ledger", true, Optional.of("It is full."))));
        Outcome notReady = console.run("ledger:health --json");
        assertThat(notReady.exit()).isEqualTo(1);
        assertThat(notReady.out()).startsWith("{\"state\":\"not-ready\",\"reason\":\"It is full.\"");
        assertThat(console.run("ledger:health")).isEqualTo(new Outcome(1, "It is full.\n"));
    }

    private Map<String, Double> figures() {
        return metrics.samples().stream()
                .collect(Collectors.toMap(
                        sample -> sample.name() + sample.labels().toString(), Metrics.Sample::value));
    }

    private static final class Told implements Health {
        private Report report = new Report(List.of(new Check("ledger", true, Optional.empty())));

        @Override
        public Report report() {
            return report;
        }
    }
}
