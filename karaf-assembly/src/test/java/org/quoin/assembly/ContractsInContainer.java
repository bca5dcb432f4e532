package org.quoin.assembly;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** Hashed timelock contracts as bundles inside the container see them: their service, and a host that uses it. */
final class ContractsInContainer implements AllServiceListener, AutoCloseable {
    private final BundleContext context;

    /** What happened to the service, in order. */
    private final List<String> services = new CopyOnWriteArrayList<>();

    ContractsInContainer(BundleContext context) {
        this.context = context;
        context.addServiceListener(this);
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        if (List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains("org.quoin.htlc.api.Htlc")) {
            String what = switch (event.getType()) {
                case ServiceEvent.REGISTERED -> "REGISTERED ";
                case ServiceEvent.MODIFIED -> "MODIFIED ";
                default -> "UNREGISTERING ";
            };
            services.add(what + reference.getProperty("quoin.version"));
        }
    }

    /** Each is what happened, and the version then. */
    void awaitServices(String... expected) {
        await(List.of(expected) + " instead of " + services, () -> services.equals(List.of(expected)));
    }

    /** Each story has removed the contracts at its end, but the chain deactivates them 5 s later. */
    void awaitDeactivation() {
        ServiceReference<?> ledger = context.getServiceReference("org.quoin.ledger.api.Ledger");
        await("the deactivation", () -> ((Collection<?>) ledger.getProperty("quoin.modules")).isEmpty());
    }

    /** What the host application says to a line. */
    @SuppressWarnings("unchecked")
    String host(String line) {
        ServiceReference<?> reference = Arrays.stream(
                        bundle(Jars.HOST).orElseThrow().getRegisteredServices())
                .findFirst()
                .orElseThrow();
        return ((Function<String, String>) context.getService(reference)).apply(line);
    }

    Optional<Bundle> bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst();
    }

    boolean has(String name, String version) {
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle -> bundle.getSymbolicName().equals(name)
                        && bundle.getVersion().toString().equals(version));
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertTrue("waited in vain for " + what, System.nanoTime() < deadline);
            pause(Duration.ofMillis(50));
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
