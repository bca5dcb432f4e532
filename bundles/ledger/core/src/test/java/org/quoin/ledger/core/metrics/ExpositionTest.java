package org.quoin.ledger.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.codahale.metrics.UniformReservoir;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;

class ExpositionTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void eachKindOfFigureHasItsForm() {
        registry.counter("requests{path=\"/a\"}").inc(3);
        registry.register("work", new Meter()).mark(2);
        gauge("height", 7L);
        gauge("ratio", 0.25);
        gauge("open", true);
        SummedTimer timer = registry.register("call", new SummedTimer());
        timer.update(Duration.ofMillis(500));
        Histogram histogram = registry.register("size", new Histogram(new UniformReservoir()));
        histogram.update(10);

        assertThat(new Exposition()
                        .add(registry, Map.of("height", "Of the newest."))
                        .text())
                .isEqualTo("""
                # HELP call_seconds Of a bundle, registered as call
                # TYPE call_seconds summary
                call_seconds{quantile="0.5"} 0.5
                call_seconds{quantile="0.95"} 0.5
                call_seconds{quantile="0.99"} 0.5
                call_seconds_sum 0.5
                call_seconds_count 1
                # HELP height Of the newest.
                # TYPE height gauge
                height 7
                # HELP open Of a bundle, registered as open
                # TYPE open gauge
                open 1
                # HELP quoin_metrics_left_out Registered figures that are not shown: they are no numbers, or have the name of another.
                # TYPE quoin_metrics_left_out gauge
                quoin_metrics_left_out 0
                # HELP ratio Of a bundle, registered as ratio
                # TYPE ratio gauge
                ratio 0.25
                # HELP requests_total Of a bundle, registered as requests
                # TYPE requests_total counter
                requests_total{path="/a"} 3
                # HELP size Of a bundle, registered as size
                # TYPE size summary
                size{quantile="0.5"} 10
                size{quantile="0.95"} 10
                size{quantile="0.99"} 10
                size_count 1
                # HELP work_total Of a bundle, registered as work
                # TYPE work_total counter
                work_total 2
                """);
    }

    @Test
    void whatIsNoNumberYetIsWrittenSo() {
        gauge("none", Double.NaN);
        gauge("much", Double.POSITIVE_INFINITY);
        gauge("little", Double.NEGATIVE_INFINITY);
        gauge("tiny", 1e-9);
        gauge("huge", 1e300);
        registry.register("idle", new Timer());

        Map<String, Double> samples = parsed().samples;

        assertThat(samples.get("none")).isNaN();
        assertThat(samples.get("idle_seconds{quantile=\"0.99\"}")).isNaN();
        assertThat(samples)
                .containsEntry("much", Double.POSITIVE_INFINITY)
                .containsEntry("little", Double.NEGATIVE_INFINITY)
                .containsEntry("tiny", 1e-9)
                .containsEntry("huge", 1e300)
                .containsEntry("idle_seconds_count", 0.0);
        assertThat(new Exposition().add(registry, Map.of()).text())
                .contains("\nnone NaN\n", "\nmuch +Inf\n", "\nlittle -Inf\n");
    }

    @Test
    void aLabelMayHaveAnyValue() {
        String hostile = "a\"b\\c\nd} 1\nforged 1\n{x=\"\\n\r\u0000\u009b\ud800é🦊,";
        registry.counter("hits" + Labels.of("path", hostile).suffix()).inc();

        Parsed parsed = parsed();

        assertThat(parsed.labelValues).containsExactly("a\"b\\c\nd} 1\nforged 1\n{x=\"\\n\ufffd\ufffd\ufffd\ufffdé🦊,");
        assertThat(parsed.samples).hasSize(2).doesNotContainKey("forged");
    }

    @Test
    void aNameMayBeAnything() {
        for (String name : List.of(
                "",
                "1st",
                "a.b-c d",
                "é",
                "x\ny 1",
                "# TYPE z gauge",
                "brace{",
                "brace{}",
                "twice{a=\"1\",a=\"2\"}",
                "open{a=\"1}",
                "tail{a=\"1\"} 5",
                "wrong{1a=\"1\"}",
                "bad{a=\"\\q\"}",
                "comma{a=\"1\",}",
                "\ud800")) {
            registry.counter(name).inc();
        }

        Parsed parsed = parsed();

        assertThat(parsed.samples.keySet()).allMatch(name -> name.matches("[a-zA-Z0-9_:]+"));
        assertThat(parsed.samples).containsKeys("_1st_total", "a_b_c_d_total", "x_y_1_total", "__TYPE_z_gauge_total");
    }

    /** Whose name is taken is counted and left out: two families of one name would make the whole text unreadable. */
    @Test
    void whatHasAnothersNameIsLeftOut() {
        MetricRegistry own = new MetricRegistry();
        own.register("call", new SummedTimer()).update(Duration.ofSeconds(1));
        own.counter("count{code=\"A\"}").inc();
        for (String name :
                List.of("call_seconds", "call_seconds_sum", "call_seconds_count", "count_total", "a.b", "a-b")) {
            gauge(name, 1);
        }
        registry.counter("count{code=\"A\"}").inc(100);
        registry.counter("count{code=\"B\"}").inc(5);
        gauge("text", "no number");
        gauge("nothing", null);
        gauge(Exposition.LEFT_OUT, 0);
        Gauge<Integer> failing = () -> {
            throw new IllegalStateException("out of order");
        };
        registry.register("failing", failing);

        Parsed parsed = new Parsed(
                new Exposition().add(own, Map.of()).add(registry, Map.of()).text());

        assertThat(parsed.samples)
                .containsEntry("count_total{code=\"A\"}", 1.0)
                .containsEntry("count_total{code=\"B\"}", 5.0)
                .containsEntry("call_seconds_count", 1.0)
                .containsEntry("a_b", 1.0)
                .containsEntry(Exposition.LEFT_OUT, 10.0);
        assertThat(parsed.types).containsEntry("count_total", "counter").doesNotContainKey("call_seconds_sum");
    }

    @Test
    void theOrderStaysTheSame() {
        for (int i = 0; i < 50; i++) {
            registry.counter("c" + i % 7 + "{i=\"" + i + "\"}").inc();
        }
        String first = new Exposition().add(registry, Map.of()).text();
        MetricRegistry again = new MetricRegistry();
        for (int i = 49; i >= 0; i--) {
            again.counter("c" + i % 7 + "{i=\"" + i + "\"}").inc();
        }

        assertThat(new Exposition().add(again, Map.of()).text()).isEqualTo(first);
    }

    @Test
    void whateverIsRegisteredTheTextCanBeRead() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "ab_:1{}\"\\\n,= #.\ud83e\udd8aé\r";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(14); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String labelled = name.length() % 2 == 0
                    ? name.toString()
                    : "n" + Labels.of("a", name.toString()).suffix();
            if (!registry.getNames().contains(labelled)) {
                switch (random.nextInt(4)) {
                    case 0 -> registry.counter(labelled);
                    case 1 -> gauge(labelled, random.nextDouble());
                    case 2 -> registry.register(labelled, new Timer());
                    default -> registry.register(labelled, new Histogram(new UniformReservoir()));
                }
            }
        }

        String text = new Exposition().add(registry, Map.of()).text();

        assertThat(new Parsed(text).samples).as("seed " + seed).hasSizeGreaterThan(500);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void anySuffixIsReadAsItWasWritten() {
        Labels labels = Labels.of("a", "x\"\\\n,}").and("b", "").and("_c1", "{");

        assertThat(Labels.parse(labels.suffix())).contains(labels);
    }

    @Test
    void theNodeShowsItsModulesItsMachineAndWhatBundlesAdd() {
        Figures figures = new Figures();
        figures.gauge("quoin_height", () -> 12L);
        registry.counter("bundle_calls").inc();
        registry.counter("quoin_transactions_applied").inc(1_000);
        Hash rules = Hash.sha256(new byte[0]);
        NodeMetrics metrics =
                new NodeMetrics(figures, () -> List.of(new ModuleId("htlc", "1.0.0", rules)), () -> List.of(registry));

        Parsed parsed = new Parsed(metrics.exposition());

        assertThat(parsed.samples)
                .containsEntry("quoin_height", 12.0)
                .containsEntry("bundle_calls_total", 1.0)
                .containsEntry("quoin_transactions_applied_total", 0.0)
                .containsEntry("quoin_module_info{name=\"htlc\",version=\"1.0.0\",sha256=\"" + rules + "\"}", 1.0)
                .containsEntry(Exposition.LEFT_OUT, 1.0)
                .hasEntrySatisfying(
                        "quoin_jvm_heap_used_bytes", used -> assertThat(used).isPositive())
                .hasEntrySatisfying(
                        "quoin_jvm_threads", threads -> assertThat(threads).isPositive())
                .hasEntrySatisfying(
                        "quoin_jvm_uptime_seconds", uptime -> assertThat(uptime).isPositive());
        assertThat(parsed.types)
                .containsEntry("quoin_jvm_gc_total", "counter")
                .containsEntry("quoin_jvm_gc_seconds_total", "counter");
        assertThat(parsed.helps)
                .allSatisfy((name, help) ->
                        assertThat(help.startsWith("Of a bundle")).as(name).isEqualTo(name.startsWith("bundle_")));
        assertThat(metrics.samples()).hasSameSizeAs(parsed.samples.keySet());
    }

    @Test
    void codesAreCountedEachForItselfUpToABound() {
        Figures figures = new Figures();
        for (int i = 0; i < Figures.MOST_CODES + 100; i++) {
            figures.refused("CODE_" + i);
        }
        figures.refused("CODE_3");

        Map<String, Double> samples =
                new Parsed(new Exposition().add(figures.registry(), Map.of()).text()).samples;

        assertThat(samples)
                .containsEntry("quoin_transactions_refused_total{code=\"CODE_3\"}", 2.0)
                .containsEntry("quoin_transactions_refused_total{code=\"OTHER\"}", 100.0);
        assertThat(samples.keySet().stream().filter(name -> name.contains("refused")))
                .hasSize(Figures.MOST_CODES + 1);
    }

    private Parsed parsed() {
        return new Parsed(new Exposition().add(registry, Map.of()).text());
    }

    private void gauge(String name, @Nullable Object value) {
        Gauge<@Nullable Object> gauge = () -> value;
        registry.register(name, gauge);
    }

    /** What is measured on the way of every transaction must not be worth mentioning: 1 µs is about 1 % of one. */
    @Test
    void countingTakesLessThanAMicrosecond() {
        Figures figures = new Figures();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                figures.answered(i);
                figures.applied();
            }
            best = Math.min(best, (System.nanoTime() - start) / 20_000);
        }

        assertThat(best).as("ns, the best of 20 rounds").isLessThan(1_000);
    }
}
