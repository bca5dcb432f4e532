package org.quoin.ledger.api.client;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;

/**
 * Keeps the client of a capability registered as a service for as long as the ledger has a compatible version of it active.
 * A switch to another compatible version leaves the service as it is and only changes its property {@value #VERSION}.
 *
 * <p>Each bundle that uses the service has a client of its own, over the ledger that is handed to that bundle: what it sends
 * through the client is held to what it was granted, as what it sends to the ledger.
 *
 * @param <T> the service interface
 */
public final class ClientRegistration<T> implements AutoCloseable {
    /** The version of the active rules. */
    public static final String VERSION = "quoin.version";

    private final BundleContext context;
    private final Class<T> type;
    private final Uses uses;
    private final Function<Ledger, T> client;
    private final ServiceTracker<Ledger, Ledger> ledgers;
    private @Nullable ServiceRegistration<T> registration;

    /** @param client makes the client of a ledger */
    public ClientRegistration(BundleContext context, Class<T> type, Uses uses, Function<Ledger, T> client) {
        this.context = context;
        this.type = type;
        this.uses = uses;
        this.client = client;
        ledgers = new ServiceTracker<>(context, Ledger.class, new Followed());
        ledgers.open();
    }

    /** Withdraws the service. */
    @Override
    public void close() {
        ledgers.close();
    }

    private synchronized void follow(ServiceReference<Ledger> reference, Ledger ledger) {
        Optional<String> version = compatibleVersion(ledger);
        ServiceRegistration<T> registered = registration;
        if (version.isEmpty()) {
            withdraw();
        } else if (registered == null) {
            registration = context.registerService(type, new ClientOfEach(reference), properties(version.get()));
        } else {
            registered.setProperties(properties(version.get()));
        }
    }

    private synchronized void withdraw() {
        ServiceRegistration<T> registered = registration;
        registration = null;
        if (registered != null) {
            registered.unregister();
        }
    }

    private Optional<String> compatibleVersion(Ledger ledger) {
        Optional<Description> description = ledger.description(uses.capability());
        if (description.isEmpty() || !uses.acceptedBy(description.get())) {
            return Optional.empty();
        }
        return ledger.modules().stream()
                .filter(module -> module.state() == Module.State.ACTIVE)
                .map(Module::id)
                .filter(id -> id.capability().equals(uses.capability()))
                .map(ModuleId::version)
                .findFirst();
    }

    @SuppressWarnings("JdkObsolete") // OSGi asks for a Dictionary
    private static Dictionary<String, String> properties(String version) {
        Dictionary<String, String> properties = new Hashtable<>();
        properties.put(VERSION, version);
        return properties;
    }

    /** Makes the clients. */
    private final class ClientOfEach implements ServiceFactory<T> {
        private final ServiceReference<Ledger> ledger;

        ClientOfEach(ServiceReference<Ledger> ledger) {
            this.ledger = ledger;
        }

        /** Null, of which the framework tells the user of the service, if the ledger is just going away. */
        @Override
        public @Nullable T getService(Bundle host, ServiceRegistration<T> registration) {
            Ledger handed = host.getBundleContext().getService(ledger);
            return handed == null ? null : client.apply(handed);
        }

        /** A bundle that has stopped has no context any more, and no services to give back. */
        @Override
        public void ungetService(Bundle host, ServiceRegistration<T> registration, T handed) {
            BundleContext user = host.getBundleContext();
            if (user != null) {
                user.ungetService(ledger);
            }
        }
    }

    /** The ledger changes its service properties whenever other rules become active. */
    private final class Followed implements ServiceTrackerCustomizer<Ledger, Ledger> {
        @Override
        public Ledger addingService(ServiceReference<Ledger> reference) {
            Ledger ledger = context.getService(reference);
            follow(reference, ledger);
            return ledger;
        }

        @Override
        public void modifiedService(ServiceReference<Ledger> reference, Ledger ledger) {
            follow(reference, ledger);
        }

        @Override
        public void removedService(ServiceReference<Ledger> reference, Ledger ledger) {
            withdraw();
            context.ungetService(reference);
        }
    }
}
