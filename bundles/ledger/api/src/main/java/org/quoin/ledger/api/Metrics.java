package org.quoin.ledger.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a node counts and measures, and what hosts and capabilities add: each bundle gets a {@code MetricRegistry} of Dropwizard
 * Metrics of its own as a service, whose figures are shown as long as the bundle uses it. Any thread may call the methods.
 *
 * <p>A figure that is registered as {@code requests} or {@code requests{path="/"}} keeps that name and those labels, in which
 * what Prometheus does not allow becomes {@code _}. A counter or a meter gets {@code _total}, a timer {@code _seconds}.
 */
@ProviderType
public interface Metrics {
    /** All figures as of now in Prometheus' text format 0.0.4, in an order that does not change. */
    String exposition();

    /** The same, one by one. */
    List<Sample> samples();

    /**
     * One number.
     *
     * @param labels in their order
     * @param value may be infinite, and not a number where there is nothing to measure yet
     */
    record Sample(String name, Map<String, String> labels, double value) {}
}
