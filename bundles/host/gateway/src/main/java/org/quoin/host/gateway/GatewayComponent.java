package org.quoin.host.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quoin.host.gateway.api.NodeRoutes;
import org.quoin.host.gateway.event.EventSettings;
import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.host.gateway.guard.Guard;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.http.Scope;
import org.quoin.host.gateway.servlet.Door;
import org.quoin.host.gateway.servlet.GatewayServlet;
import org.quoin.host.gateway.servlet.Limits;
import org.quoin.ledger.api.Endpoint;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.console.Fields;

/**
 * The gateway in an OSGi framework: a servlet on its HTTP whiteboard, for as long as this bundle runs, whatever ledger there is.
 *
 * <p>Reads the framework properties {@code quoin.data} (a directory) and {@code quoin.http.port}, and the configuration
 * {@code org.quoin.gateway}, whose changes hold from the next request on.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.quoin.gateway")
public final class GatewayComponent implements Administration {
    private static final Logger LOG = System.getLogger(GatewayComponent.class.getName());

    private final BundleContext context;
    private final int port;
    private final ApiKeys keys;
    private final Guard guard;
    private final Door door;
    private final CurrentGateway current = new CurrentGateway();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Probe probe;
    private boolean active = true;
    private @Nullable Ledger ledger;
    private @Nullable Health health;
    private @Nullable Metrics metrics;

    @Activate
    public GatewayComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        port = Integer.parseInt(property(context, "quoin.http.port"));
        keys = new ApiKeys(
                Path.of(property(context, "quoin.data")).resolve("gateway").resolve("keys"), InstantSource.system());
        guard = new Guard(Settings.standard(), keys);
        door = new Door(Limits.standard());
        modified(properties);
        register(Servlet.class, new GatewayServlet(current, guard, door), whiteboard());
        register(Administration.class, this, null);
        probe = new Probe(port, () -> register(Endpoint.class, () -> port, null));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        try {
            guard.settings(Settings.of(properties));
            Object threads = properties.get("threads");
            if (threads != null && !threads.toString().isBlank()) {
                door.threads(Math.max(
                        1, Math.min(1_000, Integer.parseInt(threads.toString().strip()))));
            }
        } catch (IllegalArgumentException e) {
            LOG.log(
                    Level.ERROR,
                    "The configuration org.quoin.gateway is wrong, what held before goes on: " + e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        probe.close();
        synchronized (this) {
            active = false;
            registrations.forEach(ServiceRegistration::unregister);
            registrations.clear();
        }
        current.close();
        door.close();
    }

    private synchronized <T> void register(Class<T> type, T service, @Nullable Dictionary<String, Object> properties) {
        if (active) {
            registrations.add(context.registerService(type, service, properties));
        }
    }

    @SuppressWarnings("JdkObsolete") // OSGi asks for a Dictionary
    private static Dictionary<String, Object> whiteboard() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.name", "quoin");
        properties.put("osgi.http.whiteboard.servlet.pattern", new String[] {"/*"});
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        return properties;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setLedger(Ledger service) {
        ledger = service;
        connect();
    }

    synchronized void unsetLedger(Ledger service) {
        if (ledger == service) {
            ledger = null;
            connect();
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setHealth(Health service) {
        health = service;
        connect();
    }

    synchronized void unsetHealth(Health service) {
        if (health == service) {
            health = null;
            connect();
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setMetrics(Metrics service) {
        metrics = service;
        connect();
    }

    synchronized void unsetMetrics(Metrics service) {
        if (metrics == service) {
            metrics = null;
            connect();
        }
    }

    /** To the ledger that is there with all that belongs to it, or to none. */
    private void connect() {
        if (ledger == null || health == null || metrics == null) {
            current.replace(null);
        } else {
            current.replace(new Gateway(ledger, EventSettings.DEFAULT, new NodeRoutes(health, metrics).routes()));
        }
    }

    @Override
    public ApiKeys keys() {
        return keys;
    }

    @Override
    public Fields info() {
        Settings settings = guard.settings();
        return Fields.of("address", "http://127.0.0.1:" + port + "/")
                .and("open", door.open())
                .and("listeners", current.listeners())
                .and("keys", keys.list().size())
                .and(
                        "anonymous",
                        settings.anonymous()
                                .map(scopes -> scopes.stream()
                                        .sorted()
                                        .map(Scope::code)
                                        .toList())
                                .orElse(null))
                .and(
                        "requests",
                        settings.requests().isPresent()
                                ? Math.round(settings.requests().getAsDouble())
                                : null)
                .and(
                        "transactions",
                        settings.transactions().isPresent()
                                ? Math.round(settings.transactions().getAsDouble())
                                : null)
                .and("hosts", List.copyOf(new TreeSet<>(settings.hosts())))
                .and("origins", List.copyOf(new TreeSet<>(settings.origins())))
                .and(
                        "proxies",
                        settings.proxies().stream()
                                .map(network -> network.address().getHostAddress() + "/" + network.bits())
                                .toList());
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is not set");
        }
        return value;
    }
}
