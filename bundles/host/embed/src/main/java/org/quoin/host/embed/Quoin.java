package org.quoin.host.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RefusedRules;

/**
 * A ledger in this process, in a directory, with the capabilities that a program asks for.
 *
 * <pre>{@code
 * try (Quoin quoin = Quoin.at(Path.of("data")).with("htlc").start()) {
 *     Htlc htlc = quoin.service(Htlc.class);
 *     ...
 * }
 * }</pre>
 *
 * <p>The ledger runs in an OSGi framework of its own, made of the bundles on the class path; the types of the ledger and of the
 * capabilities' contracts are those of the program. Several can run side by side, each in its directory. All methods may be
 * called by any thread.
 */
public final class Quoin implements AutoCloseable {
    static final String LEDGER_PACKAGE = "org.quoin.ledger.api";

    private static final Duration LONGEST_ACTIVATION = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final long LONGEST_STOP_MILLIS = 30_000;
    private static final String TRUSTED_KEYS = "trusted-keys";
    private static final String LEDGER_BUNDLE = "org.quoin.ledger.api";

    /** What programs add their own figures with; its bundle would ask for a logging facade that they may not have. */
    private static final String METRICS_BUNDLE = "io.dropwizard.metrics.core";

    /** In the order in which they are started. */
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.scr",
            "bcprov",
            "com.google.gson",
            "org.quoin.ledger.store",
            "org.quoin.ledger.core");

    private final Framework framework;
    private final Map<Class<?>, ServiceTracker<?, ?>> services = new ConcurrentHashMap<>();

    private final DirectoryLock lock;
    private volatile boolean closed;

    private Quoin(Framework framework, DirectoryLock lock) {
        this.framework = framework;
        this.lock = lock;
    }

    /**
     * A ledger to be started.
     *
     * @param directory where it is, or will be: a directory without a ledger gets a development chain
     */
    public static Start at(Path directory) {
        return new Start(directory);
    }

    /** What a ledger starts with. */
    public static final class Start {
        private final Path directory;
        private final List<String> capabilities = new ArrayList<>();
        private final List<PublicKey> trusted = new ArrayList<>();

        private Start(Path directory) {
            this.directory = directory.toAbsolutePath();
        }

        /** A capability whose provider is on the class path. */
        public Start with(String capability) {
            capabilities.add(capability);
            return this;
        }

        /** Lets in the rules that this key has signed, beside those of this build of Quoin. */
        public Start trusting(PublicKey key) {
            trusted.add(key);
            return this;
        }

        /**
         * Opens the ledger, and returns when all that was asked for is active.
         *
         * @throws QuoinException if the ledger cannot be opened, or a capability not be activated: nothing runs then
         */
        public Quoin start() {
            ClassPath classPath = ClassPath.of(Quoin.class.getClassLoader());
            Quoin quoin = new Quoin(frameworkOf(classPath), DirectoryLock.of(directory));
            try {
                quoin.start(this, classPath);
                return quoin;
            } catch (RuntimeException e) {
                try {
                    quoin.close();
                } catch (QuoinException left) {
                    e.addSuppressed(left);
                }
                throw e;
            }
        }

        private Framework frameworkOf(ClassPath classPath) {
            Path storage = directory.resolve("framework");
            Map<String, String> exports =
                    new TreeMap<>(classPath.bundle(LEDGER_BUNDLE).exports());
            exports.putAll(classPath.bundle(METRICS_BUNDLE).exports());
            classPath.contracts().forEach(contract -> exports.putAll(contract.exports()));
            String packages = exports.entrySet().stream()
                    .map(export -> export.getKey() + ";version=" + export.getValue())
                    .collect(Collectors.joining(","));
            return new FrameworkFactory()
                    .newFramework(Map.of(
                            Constants.FRAMEWORK_STORAGE,
                            storage.toString(),
                            Constants.FRAMEWORK_STORAGE_CLEAN,
                            Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                            packages,
                            "quoin.data",
                            directory.toString(),
                            "quoin.ssh.port",
                            "0",
                            "quoin.trusted.keys",
                            storage.resolve("trusted-keys").toString()));
        }

        /** Those of this build, and those of the program. */
        private List<String> trustedKeys() throws IOException {
            try (InputStream shipped = Quoin.class.getResourceAsStream(TRUSTED_KEYS)) {
                String own =
                        new String(Objects.requireNonNull(shipped, TRUSTED_KEYS).readAllBytes(), UTF_8);
                return Stream.concat(own.lines(), trusted.stream().map(PublicKey::toString))
                        .toList();
            }
        }
    }

    private void start(Start start, ClassPath classPath) {
        List<BundleFile> providers = start.capabilities.stream()
                .map(capability -> provider(classPath, capability))
                .toList();
        RunFile runFile = new RunFile(start.directory);
        try {
            runFile.clear();
            framework.init();
            Files.write(start.directory.resolve("framework").resolve("trusted-keys"), start.trustedKeys());
            framework.start();
            startBundles(classPath, providers);
            awaitLedger();
        } catch (BundleException | IOException | IllegalStateException e) { // the last, of a framework that stops
            throw new QuoinException(
                    runFile.refusal()
                            .orElse("The ledger in " + start.directory + " could not be started: " + e.getMessage()),
                    e);
        }
        awaitSettled();
        start.capabilities.forEach(this::requireActive);
    }

    private void startBundles(ClassPath classPath, List<BundleFile> providers) throws BundleException, IOException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (String name : BUNDLES) {
            installed.add(context.installBundle(classPath.bundle(name).reference()));
        }
        for (BundleFile contract : classPath.contracts()) {
            try (InputStream jar = contract.importing()) {
                installed.add(context.installBundle("contract:" + contract.name(), jar));
            }
        }
        for (BundleFile provider : providers) {
            installed.add(context.installBundle(provider.reference()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    private static BundleFile provider(ClassPath classPath, String capability) {
        return classPath
                .provider(capability)
                .orElseThrow(() -> new QuoinException("No provider of " + capability
                        + " is on the class path, only of " + classPath.capabilities()
                        + ": depend on it, or deploy its bundle after the start."));
    }

    /** Without a ledger the framework stops, and the ledger says in a file why. */
    private void awaitLedger() throws BundleException {
        try {
            while (!isOffered()) {
                if (framework.waitForStop(20).getType() != FrameworkEvent.WAIT_TIMEDOUT) {
                    throw new BundleException("it stopped, and the log says why");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuoinException("The start of the ledger was interrupted.", e);
        }
    }

    private boolean isOffered() {
        BundleContext context = framework.getBundleContext();
        return context != null && context.getServiceReference(Ledger.class) != null;
    }

    private void requireActive(String capability) {
        if (ledger().info().modules().stream()
                .noneMatch(module -> module.capability().equals(capability))) {
            throw new QuoinException(refusal(id -> id.capability().equals(capability))
                    .orElse(capability + " is delivered and not active: on a chain whose policy is 'governed' its"
                            + " operators activate it, on another the log says what is wrong with it."));
        }
    }

    /** The ledger itself. */
    public Ledger ledger() {
        return service(Ledger.class);
    }

    /**
     * A service of the ledger, such as {@code Wallet} or {@code Development}, or the contract of a capability, such as
     * {@code Htlc}. That of a capability stays the same object while versions of its rules follow one another, and is there
     * while one is active that does all that the contract asks for.
     *
     * @throws QuoinException if there is none within 5 s, or the ledger is closed
     */
    public <T> T service(Class<T> type) {
        BundleContext context = context();
        ServiceTracker<?, ?> tracker = services.computeIfAbsent(type, each -> track(context, each));
        try {
            return type.cast(Objects.requireNonNullElseGet(
                    tracker.waitForService(LONGEST_WAIT.toMillis()), () -> missing(type)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuoinException("Waiting for " + type.getName() + " was interrupted.", e);
        }
    }

    private static ServiceTracker<?, ?> track(BundleContext context, Class<?> type) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return tracker;
    }

    private Object missing(Class<?> type) {
        if (type == Ledger.class) {
            throw new QuoinException("The ledger has stopped: the log says why.");
        }
        throw new QuoinException(
                "There is no " + type.getName() + ": active are "
                        + ledger().info().modules().stream()
                                .map(ModuleId::capability)
                                .toList()
                        + "; start with its capability, or deploy the provider, and have the contract's jar on the class path.");
    }

    /**
     * Installs a bundle and starts it; or puts it in the place of the one of the same symbolic name, whose services go
     * meanwhile while those of capabilities stay. Rules that it delivers are active when this returns; where the chain does not
     * want them, because they are older or do less than the active ones, or because its operators decide, they are available.
     *
     * @throws QuoinException if it is no bundle, cannot be started, or delivers rules that this node does not let in: what was
     *     active before goes on
     */
    public void deploy(Path bundle) {
        try {
            Path file = bundle.toRealPath();
            String name = nameOf(file);
            Optional<Bundle> former = Arrays.stream(context().getBundles())
                    .filter(installed -> name.equals(installed.getSymbolicName()))
                    .findFirst();
            Bundle deployed = install(file, former);
            deployed.start();
        } catch (IOException | BundleException e) {
            throw new QuoinException(bundle + " could not be deployed: " + e.getMessage(), e);
        }
        awaitSettled();
        Optional<Hash> rules = rules(bundle);
        rules.flatMap(hash -> refusal(id -> id.sha256().equals(hash))).ifPresent(reason -> {
            throw new QuoinException(reason);
        });
    }

    private static String nameOf(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .flatMap(manifest -> BundleFile.of(bundle, manifest))
                    .orElseThrow(() -> new QuoinException(
                            bundle + " is no bundle: its manifest does not give it a symbolic name."))
                    .name();
        }
    }

    private Bundle install(Path file, Optional<Bundle> former) throws IOException, BundleException {
        if (former.isEmpty()) {
            return context().installBundle(file.toUri().toString());
        }
        try (InputStream jar = Files.newInputStream(file)) {
            former.get().update(jar);
        }
        return former.get();
    }

    /** The hash of the rules that a bundle carries. */
    private static Optional<Hash> rules(Path bundle) {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            ZipEntry rules = jar.getEntry(ClassPath.RULES);
            if (rules == null) {
                return Optional.empty();
            }
            try (InputStream in = jar.getInputStream(rules)) {
                return Optional.of(Hash.sha256(in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new QuoinException(bundle + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<String> refusal(Predicate<ModuleId> wanted) {
        return service(DeliveredRules.class).refused().stream()
                .filter(refused -> refused.id().filter(wanted).isPresent())
                .map(RefusedRules::reason)
                .findFirst();
    }

    private void awaitSettled() {
        try {
            if (!service(DeliveredRules.class).awaitSettled(LONGEST_ACTIVATION)) {
                throw new QuoinException("The rules that were delivered are not active after "
                        + LONGEST_ACTIVATION.toSeconds() + " s: the log says where they stand.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuoinException("Waiting for the rules that were delivered was interrupted.", e);
        }
    }

    /** Returns when everything acknowledged is durable and nothing of it runs any more; a second time it does nothing. */
    @Override
    public void close() {
        try {
            closed = true;
            services.values().forEach(ServiceTracker::close);
            framework.stop();
            FrameworkEvent end = framework.waitForStop(LONGEST_STOP_MILLIS);
            if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                throw new QuoinException(
                        "The ledger was told to stop and still runs after " + LONGEST_STOP_MILLIS / 1_000 + " s.");
            }
        } catch (BundleException e) {
            throw new QuoinException("The ledger could not be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuoinException("Waiting for the end of the ledger was interrupted.", e);
        }
        lock.close(); // not before: a ledger that still runs keeps its directory
    }

    private BundleContext context() {
        BundleContext context = framework.getBundleContext();
        if (closed || context == null) {
            throw new QuoinException("The ledger is closed.");
        }
        return context;
    }
}
