package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.ledger.api.Ledger;

/**
 * Opens the ledger of this framework and offers it to the other bundles for as long as this bundle runs. A ledger that cannot
 * be opened stops the framework: {@code run.json} then says why.
 *
 * <p>Reads the framework properties {@code quoin.data} (a directory) and {@code quoin.ssh.port}; in Karaf also
 * {@code karaf.etc}.
 */
@Component(
        immediate = true,
        service = {})
public final class LedgerComponent {
    private static final Logger LOG = System.getLogger(LedgerComponent.class.getName());

    /** Property of the ledger service: the active rules, as {@code capability/version}. */
    private static final String MODULES = "quoin.modules";

    private final Map<Class<?>, ServiceRegistration<?>> registrations = new LinkedHashMap<>();
    private final RunFile runFile;
    private final NodeOpener.@Nullable OpenNode node;
    private final @Nullable ModuleTracker modules;

    @Activate
    public LedgerComponent(BundleContext context) throws IOException, BundleException {
        this(context, LocalNode::open);
    }

    LedgerComponent(BundleContext context, NodeOpener opener) throws IOException, BundleException {
        Path data = Path.of(property(context, "quoin.data"));
        Files.createDirectories(data);
        runFile =
                new RunFile(data, ProcessHandle.current().pid(), Integer.parseInt(property(context, "quoin.ssh.port")));
        runFile.starting();
        node = open(context, opener, data);
        if (node == null) {
            modules = null;
            context.getBundle(0).stop();
            return;
        }
        NodeOpener.OpenNode opened = node;
        opened.services().forEach((type, service) -> register(context, type, service, opened));
        opened.deliveries().onModulesChanged(() -> tellModules(opened));
        modules = new ModuleTracker(context, opened.deliveries());
        runFile.ready();
        opened.onCondition(this::tellCondition);
    }

    @Deactivate
    void deactivate() throws IOException {
        if (modules != null) {
            modules.close();
        }
        registrations.values().forEach(ServiceRegistration::unregister);
        if (node != null) {
            node.close();
            runFile.remove();
        }
    }

    /** The disk on which the file lies may be the one that fails: then the log has it. */
    private void tellCondition(Optional<String> reason) {
        try {
            if (reason.isPresent()) {
                runFile.degraded(reason.get());
            } else {
                runFile.ready();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "run.json could not be written; what it should say: " + reason.orElse("ready"), e);
        }
    }

    private void register(BundleContext context, Class<?> type, Object service, NodeOpener.OpenNode opened) {
        registrations.put(type, context.registerService(type.getName(), service, properties(type, opened)));
    }

    /** Clients follow the properties of the ledger to know which rules are active. */
    private void tellModules(NodeOpener.OpenNode opened) {
        ServiceRegistration<?> ledger = registrations.get(Ledger.class);
        if (ledger != null) {
            ledger.setProperties(properties(Ledger.class, opened));
        }
    }

    @SuppressWarnings("JdkObsolete") // OSGi asks for a Dictionary
    private static Dictionary<String, Object> properties(Class<?> type, NodeOpener.OpenNode opened) {
        Dictionary<String, Object> properties = new Hashtable<>();
        if (type.equals(Ledger.class)) {
            properties.put(MODULES, opened.activeModules());
        }
        return properties;
    }

    private NodeOpener.@Nullable OpenNode open(BundleContext context, NodeOpener opener, Path data) throws IOException {
        try {
            prepareConsole(context, data);
            return opener.open(data);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "The ledger in " + data + " could not be opened", e);
            runFile.refused(Refusal.of(e, data));
            return null;
        }
    }

    private static void prepareConsole(BundleContext context, Path data) throws IOException {
        String etc = context.getProperty("karaf.etc");
        if (etc != null) {
            Path directory = Files.createDirectories(data.resolve("karaf"));
            new ConsoleKeys(Path.of(etc), directory).prepare();
        }
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is not set");
        }
        return value;
    }
}
