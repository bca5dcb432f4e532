package org.quoin.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.quoin.ledger.core.platform.LedgerComponent;

/** The ledger's bundle without a framework: what it registers can be looked up, and nothing else happens. */
public final class TestFramework implements AutoCloseable {
    private final Map<String, Object> services = new ConcurrentHashMap<>();
    private final Map<String, String> properties;
    private final Bundle bundle = fake(Bundle.class, (proxy, method, arguments) -> answer(proxy, method.getName()));
    private final LedgerComponent component;

    /** Starts the ledger of a data directory. */
    public TestFramework(Path data) {
        properties = Map.of("quoin.data", data.toString(), "quoin.ssh.port", "0");
        try {
            component = new LedgerComponent(fake(
                    BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
                        case "getProperty" -> properties.get(arguments[0]);
                        case "getBundle" -> bundle;
                        case "registerService" -> register(arguments[0].toString(), arguments[1]);
                        default -> answer(proxy, method.getName());
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A service that is there now. */
    public <T> T service(Class<T> type) {
        return type.cast(Objects.requireNonNull(find(type), () -> "there is no " + type.getName()));
    }

    /** The same, or null. */
    public <T> @Nullable T find(Class<T> type) {
        return type.cast(services.get(type.getName()));
    }

    private ServiceRegistration<?> register(String name, Object service) {
        ServiceReference<?> reference = fake(
                ServiceReference.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getBundle") ? bundle : answer(proxy, method.getName()));
        ServiceRegistration<?> registration =
                fake(ServiceRegistration.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getReference" -> reference;
                    case "unregister" -> services.remove(name);
                    default -> answer(proxy, method.getName());
                });
        services.put(name, service instanceof ServiceFactory<?> factory ? get(factory, registration) : service);
        return registration;
    }

    @SuppressWarnings("unchecked") // whoever registers a factory registers it for what it makes
    private <T> Object get(ServiceFactory<T> factory, ServiceRegistration<?> registration) {
        return Objects.requireNonNull(factory.getService(bundle, (ServiceRegistration<T>) registration));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object answer(Object proxy, String method) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals", "ungetService" -> false;
            case "toString" -> "a fake";
            case "getBundleId" -> 0L;
            default -> null;
        };
    }

    @Override
    public void close() {
        try {
            component.deactivate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
