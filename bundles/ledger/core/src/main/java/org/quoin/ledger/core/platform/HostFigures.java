package org.quoin.ledger.core.platform;

import com.codahale.metrics.MetricRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Hands each bundle a registry of its own, and forgets it when the bundle does not use it any more: nothing of it stays behind. */
final class HostFigures implements ServiceFactory<MetricRegistry> {
    /** By the number of the bundle. */
    private final Map<Long, MetricRegistry> registries = new ConcurrentSkipListMap<>();

    Collection<MetricRegistry> all() {
        return List.copyOf(registries.values());
    }

    @Override
    public MetricRegistry getService(Bundle bundle, ServiceRegistration<MetricRegistry> registration) {
        return registries.computeIfAbsent(bundle.getBundleId(), none -> new MetricRegistry());
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<MetricRegistry> registration, MetricRegistry registry) {
        registries.remove(bundle.getBundleId());
    }
}
