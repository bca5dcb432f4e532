package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Snapshots;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.core.node.RevertedLedger;
import org.quoin.ledger.core.trust.TrustedKeysFile;

/**
 * Opens the ledger of this framework and offers it to the other bundles for as long as this bundle runs. A ledger that cannot
 * be opened stops the framework: {@code run.json} then says why.
 *
 * <p>Reads the framework properties {@code quoin.data} (a directory) and {@code quoin.ssh.port}; if it is there,
 * {@code quoin.trusted.keys} (a file of keys to trust); in Karaf also {@code karaf.etc}.
 */
@Component(
        immediate = true,
        service = {})
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"" + LedgerComponent.OFFERED + "\"",
        effective = "active")
public final class LedgerComponent {
    /** What a bundle can count on that refers to it: else no feature with such a bundle would resolve. */
    static final String OFFERED =
            "org.quoin.ledger.api.Ledger,org.quoin.ledger.api.LedgerFile,org.quoin.ledger.api.Wallet";

    private static final Logger LOG = System.getLogger(LedgerComponent.class.getName());

    /** Property of the ledger service: the active rules, as {@code capability/version}. */
    private static final String MODULES = "quoin.modules";

    private final Map<Class<?>, ServiceRegistration<?>> registrations = new LinkedHashMap<>();
    private final BundleContext context;
    private final NodeOpener opener;
    private final Path data;
    private final RunFile runFile;
    private final Actors actors = new Actors();
    private final AuditLog audit;
    private final BundleAudit bundles;
    private final EndpointTracker endpoints;

    /** Null if it could not be opened, and while another ledger takes its place. */
    private NodeOpener.@Nullable OpenNode node;

    private @Nullable ModuleTracker modules;

    /** Whether the next node makes blocks by itself. */
    private boolean automine = true;

    /** Of the ledger by another: one at a time. */
    private final Object replacing = new Object();

    @Activate
    public LedgerComponent(BundleContext context) throws IOException, BundleException {
        this(context, LocalNode::open);
    }

    LedgerComponent(BundleContext context, NodeOpener opener) throws IOException, BundleException {
        this.context = context;
        this.opener = opener;
        data = Path.of(property(context, "quoin.data"));
        Files.createDirectories(data);
        runFile =
                new RunFile(data, ProcessHandle.current().pid(), Integer.parseInt(property(context, "quoin.ssh.port")));
        runFile.starting();
        audit = new AuditLog(data.resolve("log"), InstantSource.system());
        bundles = new BundleAudit(context, audit, actors);
        endpoints = new EndpointTracker(context, runFile);
        endpoints.open();
        register(context, Actors.class, actors, null);
        register(context, AuditLog.class, audit, null);
        register(context, Audit.class, audit, null);
        if (open()) {
            register(context, LedgerFile.class, new Replaceable(), null);
            register(context, Snapshots.class, new Remembered(), null);
        }
    }

    @Deactivate
    public synchronized void deactivate() throws IOException {
        boolean running = node != null;
        close();
        registrations.values().forEach(ServiceRegistration::unregister);
        endpoints.close();
        bundles.close();
        if (running) {
            audit.write(Actors.NODE, "node-stopped", Fields.none());
        }
        audit.close();
        if (running) {
            runFile.remove();
        }
    }

    /** Opens the ledger and offers it; or says why not, and stops the framework. */
    private synchronized boolean open() throws IOException, BundleException {
        NodeOpener.OpenNode opened = openOrRefuse();
        if (opened == null) {
            context.getBundle(0).stop();
            return false;
        }
        node = opened;
        opened.development().ifPresent(development -> development.automine(automine));
        opened.services().forEach((type, service) -> register(context, type, service, opened));
        opened.deliveries().onModulesChanged(() -> tellModules(opened));
        modules = new ModuleTracker(context, data.resolve("deploy"), opened.deliveries());
        audit.write(
                Actors.NODE,
                "node-started",
                Fields.of("chain", opened.info().chainId())
                        .and("height", opened.info().height()));
        opened.onCondition(this::tellCondition);
        return true;
    }

    /** Withdraws the ledger and closes it. */
    private synchronized void close() {
        NodeOpener.OpenNode open = node;
        if (open == null) {
            return;
        }
        if (modules != null) {
            modules.close();
        }
        open.services().keySet().forEach(this::unregister);
        automine = open.development().map(Development::automine).orElse(true);
        open.close();
        modules = null;
        node = null;
    }

    private void unregister(Class<?> type) {
        ServiceRegistration<?> registration = registrations.remove(type);
        if (registration != null) {
            registration.unregister();
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

    private void register(BundleContext context, Class<?> type, Object service, NodeOpener.@Nullable OpenNode opened) {
        registrations.put(type, context.registerService(type.getName(), service, properties(type, opened)));
    }

    /** Clients follow the properties of the ledger to know which rules are active. */
    private synchronized void tellModules(NodeOpener.OpenNode opened) {
        ServiceRegistration<?> ledger = registrations.get(Ledger.class);
        if (ledger != null && node == opened) {
            ledger.setProperties(properties(Ledger.class, opened));
        }
    }

    @SuppressWarnings("JdkObsolete") // OSGi asks for a Dictionary
    private static Dictionary<String, Object> properties(Class<?> type, NodeOpener.@Nullable OpenNode opened) {
        Dictionary<String, Object> properties = new Hashtable<>();
        if (type.equals(Ledger.class) && opened != null) {
            properties.put(MODULES, opened.activeModules());
        }
        return properties;
    }

    private NodeOpener.@Nullable OpenNode openOrRefuse() throws IOException {
        try {
            prepare(context, data);
            return opener.open(data, audit, actors);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "The ledger in " + data + " could not be opened", e);
            runFile.refused(Refusal.of(e, data));
            return null;
        }
    }

    /** A console is in Karaf only; whose rules are trusted from the start comes with a distribution, or from the program. */
    private static void prepare(BundleContext context, Path data) throws IOException {
        TrustedKeysFile trusted = new TrustedKeysFile(data.resolve(TrustedKeysFile.NAME));
        String etc = context.getProperty("karaf.etc");
        if (etc != null) {
            Path directory = Files.createDirectories(data.resolve("karaf"));
            new ConsoleKeys(Path.of(etc), directory).prepare();
            trusted.adopt(Path.of(etc).resolve(TrustedKeysFile.NAME));
        }
        String keys = context.getProperty("quoin.trusted.keys");
        if (keys != null) {
            trusted.adopt(Path.of(keys));
        }
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is not set");
        }
        return value;
    }

    /** Exports the ledger that is open, and puts an imported one in its place. */
    private final class Replaceable implements LedgerFile {
        @Override
        public Position exportTo(Path file, Progress progress) {
            return current().exportTo(file, progress);
        }

        /** The ledger goes on until all of the file was looked at. */
        @Override
        public Position importFrom(Path file, Progress progress) {
            synchronized (replacing) {
                NodeOpener.OpenNode current = current();
                try (ImportedLedger imported = current.prepareImport(file, progress)) {
                    if (imported.hasMore()) {
                        replace(current, () -> imported.replace(current.info()));
                    }
                    return imported.position();
                } catch (IOException | BundleException e) {
                    throw new LedgerFileException(
                            "FILE_FAILED",
                            "The ledger could not be replaced by the imported one (" + e
                                    + "): restart the node, it has one of the two.",
                            Values.of("file", file.toString()),
                            e);
                }
            }
        }
    }

    /** Puts something in the place of the ledger, which is closed: all of it, or nothing. */
    private interface Replacement {
        void replace() throws IOException;
    }

    private void replace(NodeOpener.OpenNode current, Replacement replacement) throws IOException, BundleException {
        synchronized (this) {
            if (node != current) {
                throw new IllegalStateException("the node is closing");
            }
            close();
            try {
                replacement.replace();
            } finally {
                open();
            }
        }
    }

    private synchronized NodeOpener.OpenNode current() {
        if (node == null) {
            throw new IllegalStateException("the node is closing");
        }
        return node;
    }

    /** Goes back to what stands in a file, on development chains. */
    private final class Remembered implements Snapshots {
        private final SnapshotFile file = new SnapshotFile(data);

        @Override
        public Snapshot take() {
            synchronized (replacing) {
                LedgerInfo info = development().info();
                try {
                    return file.add(info);
                } catch (IOException e) {
                    throw failed("The snapshot could not be kept", e);
                }
            }
        }

        @Override
        public List<Snapshot> list() {
            synchronized (replacing) {
                return on(development());
            }
        }

        @Override
        public Snapshot revert(long number) {
            synchronized (replacing) {
                NodeOpener.OpenNode current = development();
                Snapshot snapshot = find(current, number);
                try (RevertedLedger reverted = current.prepareRevert(snapshot.height(), snapshot.head())) {
                    LedgerComponent.this.replace(current, reverted::replace);
                    forgetAfter(number);
                    return snapshot;
                } catch (IOException | BundleException e) {
                    throw failed("The ledger could not be brought back to snapshot " + number, e);
                }
            }
        }

        /** Where that cannot be written, those are left that are of the same block, or of one that the chain has no more. */
        private void forgetAfter(long number) {
            try {
                file.keep(each -> each.number() <= number);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The snapshots after " + number + " could not be forgotten", e);
            }
        }

        @Override
        public LedgerFile.Position dump(Path file, LedgerFile.Progress progress) {
            synchronized (replacing) {
                return development().dump(file, progress);
            }
        }

        @Override
        public LedgerFile.Position restore(Path file, LedgerFile.Progress progress) {
            synchronized (replacing) {
                NodeOpener.OpenNode current = development();
                try (ImportedLedger restored = current.prepareRestore(file, progress)) {
                    LedgerComponent.this.replace(current, () -> restored.replace(current.info()));
                    return restored.position();
                } catch (IOException | BundleException e) {
                    throw failed("The ledger could not be replaced by the dumped one", e);
                }
            }
        }

        /** A block that the chain has no more, or never had, is nothing to go back to. */
        private List<Snapshot> on(NodeOpener.OpenNode current) {
            try {
                return file.read().stream()
                        .filter(snapshot -> current.has(snapshot.height(), snapshot.head()))
                        .toList();
            } catch (IOException e) {
                throw failed("The snapshots cannot be read", e);
            }
        }

        private Snapshot find(NodeOpener.OpenNode current, long number) {
            return on(current).stream()
                    .filter(snapshot -> snapshot.number() == number)
                    .findFirst()
                    .orElseThrow(() -> new LedgerFileException(
                            "UNKNOWN_SNAPSHOT",
                            "There is no snapshot " + number + ": dev:snapshots lists those that exist.",
                            Values.of("snapshot", number)));
        }

        private NodeOpener.OpenNode development() {
            NodeOpener.OpenNode current = current();
            if (current.development().isEmpty()) {
                throw new LedgerFileException(
                        "NOT_DEVELOPMENT",
                        "This is no development chain, and only those go back or become another: start one with quoin dev.",
                        Values.none());
            }
            return current;
        }

        private LedgerFileException failed(String what, Exception cause) {
            return new LedgerFileException(
                    "FILE_FAILED",
                    what + " (" + cause.getMessage() + "): see to space and permissions of " + data + " and try again.",
                    Values.of("file", data.toString()),
                    cause);
        }
    }
}
