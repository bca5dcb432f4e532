package org.quoin.ledger.core.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.quoin.ledger.api.Metrics.Sample;

/**
 * Figures in Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). What does not fit in is left
 * out and counted: what is no number or cannot be asked, and what has the name of something else. Who comes first keeps a name.
 */
final class Exposition {
    /** Shows how many figures are left out. */
    static final String LEFT_OUT = "quoin_metrics_left_out";

    private static final Logger LOG = System.getLogger(Exposition.class.getName());
    private static final double NANOS = 1e9;

    /** Whole numbers up to it are written without a fraction, as they are exact. */
    private static final double MOST_EXACT = 1L << 53;

    private enum Type {
        COUNTER,
        GAUGE,
        SUMMARY
    }

    /** What is shown under one name. */
    private record Family(Type type, String help, List<Sample> samples) {}

    private final Map<String, Family> families = new TreeMap<>();

    /** The family that each name of a sample belongs to. */
    private final Map<String, String> owners = new HashMap<>();

    private final Set<String> series = new HashSet<>();
    private int leftOut;

    /** @param help by the names that the figures have in the registry; what is not in it comes from a bundle */
    Exposition add(MetricRegistry registry, Map<String, String> help) {
        new TreeMap<>(registry.getMetrics()).forEach((name, metric) -> add(name, metric, help));
        return this;
    }

    /** A fact that has no number: the labels tell it. */
    Exposition info(String name, Labels labels, String help) {
        add(name, Type.GAUGE, help, List.of(sample(name, labels, 1)));
        return this;
    }

    /** All families in the order of their names, each with its samples in the order in which they were added. */
    String text() {
        StringBuilder text = new StringBuilder();
        finished().forEach((name, family) -> {
            text.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
            text.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(lower(family.type))
                    .append('\n');
            for (Sample sample : family.samples) {
                text.append(sample.name())
                        .append(new Labels(sample.labels()).suffix())
                        .append(' ')
                        .append(number(sample.value()))
                        .append('\n');
            }
        });
        return text.toString();
    }

    List<Sample> samples() {
        return finished().values().stream()
                .flatMap(family -> family.samples.stream())
                .toList();
    }

    private Map<String, Family> finished() {
        Map<String, Family> all = new TreeMap<>(families);
        all.put(
                LEFT_OUT,
                new Family(
                        Type.GAUGE,
                        "Registered figures that are not shown: they are no numbers, or have the name of another.",
                        List.of(sample(LEFT_OUT, Labels.NONE, leftOut))));
        return all;
    }

    private static String lower(Type type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case SUMMARY -> "summary";
        };
    }

    private void add(String registered, Metric metric, Map<String, String> helps) {
        int brace = registered.indexOf('{');
        Labels labels = brace < 0
                ? Labels.NONE
                : Labels.parse(registered.substring(brace)).orElse(Labels.NONE);
        String base = labels.values().isEmpty() ? registered : registered.substring(0, brace);
        String help = helps.getOrDefault(base, "Of a bundle, registered as " + base);
        try {
            add(legal(base), labels, metric, escaped(help));
        } catch (RuntimeException | LinkageError e) { // a gauge is somebody else's code
            leftOut++;
            LOG.log(Level.DEBUG, "The figure " + base + " cannot be asked", e);
        }
    }

    private void add(String name, Labels labels, Metric metric, String help) {
        if (metric instanceof Counter counter) {
            total(name, labels, (double) counter.getCount(), help);
        } else if (metric instanceof Total total) {
            total(name, labels, total.getValue().doubleValue(), help);
        } else if (metric instanceof Meter meter) {
            total(name, labels, (double) meter.getCount(), help);
        } else if (metric instanceof Timer timer) {
            List<Sample> samples = new ArrayList<>(quantiles(name + "_seconds", labels, timer.getSnapshot(), NANOS));
            if (timer instanceof SummedTimer summed) {
                samples.add(sample(name + "_seconds_sum", labels, summed.sum() / NANOS));
            }
            samples.add(sample(name + "_seconds_count", labels, (double) timer.getCount()));
            add(name + "_seconds", Type.SUMMARY, help, samples);
        } else if (metric instanceof Histogram histogram) {
            List<Sample> samples = new ArrayList<>(quantiles(name, labels, histogram.getSnapshot(), 1));
            samples.add(sample(name + "_count", labels, (double) histogram.getCount()));
            add(name, Type.SUMMARY, help, samples);
        } else if (metric instanceof Gauge<?> gauge) {
            gauge(name, labels, gauge.getValue(), help);
        } else {
            leftOut++;
        }
    }

    private void total(String name, Labels labels, double count, String help) {
        String total = name.endsWith("_total") ? name : name + "_total";
        add(total, Type.COUNTER, help, List.of(sample(total, labels, count)));
    }

    private void gauge(String name, Labels labels, Object value, String help) {
        if (value instanceof Number number) {
            add(name, Type.GAUGE, help, List.of(sample(name, labels, number.doubleValue())));
        } else if (value instanceof Boolean flag) {
            add(name, Type.GAUGE, help, List.of(sample(name, labels, flag ? 1 : 0)));
        } else {
            leftOut++;
        }
    }

    private static List<Sample> quantiles(String name, Labels labels, Snapshot snapshot, double unit) {
        boolean empty = snapshot.size() == 0;
        return List.of("0.5", "0.95", "0.99").stream()
                .map(quantile -> sample(
                        name,
                        labels.and("quantile", quantile),
                        empty ? Double.NaN : snapshot.getValue(Double.parseDouble(quantile)) / unit))
                .toList();
    }

    private static Sample sample(String name, Labels labels, double value) {
        return new Sample(name, labels.values(), value);
    }

    private void add(String name, Type type, String help, List<Sample> samples) {
        List<String> names = new ArrayList<>(List.of(name));
        if (type == Type.SUMMARY) {
            names.addAll(List.of(name + "_sum", name + "_count"));
        }
        Family family = families.get(name);
        boolean named =
                names.stream().allMatch(each -> owners.getOrDefault(each, name).equals(name))
                        && !name.equals(LEFT_OUT)
                        && (family == null || family.type == type);
        List<String> keys = samples.stream()
                .map(sample -> sample.name() + new TreeMap<>(sample.labels()))
                .toList();
        if (!named || keys.stream().anyMatch(series::contains)) {
            leftOut++;
            return;
        }
        names.forEach(each -> owners.put(each, name));
        series.addAll(keys);
        families.computeIfAbsent(name, none -> new Family(type, help, new ArrayList<>()))
                .samples
                .addAll(samples);
    }

    /** A name as the format wants it. */
    private static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9_:]", "_");
        return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }

    private static String escaped(String help) {
        return Labels.printable(help).replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < MOST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
