package org.quoin.ledger.core.platform;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.LoadGenerator;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.RefusedRules;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.audit.ChainAudit;
import org.quoin.ledger.core.health.NodeHealth;
import org.quoin.ledger.core.health.RequiredCapabilities;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.load.TransferLoad;
import org.quoin.ledger.core.metrics.NodeMetrics;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.DevelopmentGenesis;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.DumpFile;
import org.quoin.ledger.core.node.FoundingFile;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.core.node.LedgerNode;
import org.quoin.ledger.core.node.RevertedLedger;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.core.trust.TrustedKeysFile;
import org.quoin.ledger.core.wallet.EncryptedKeys;
import org.quoin.ledger.core.wallet.KeyFiles;
import org.quoin.ledger.core.wallet.NodeWallet;

/** The ledger and the wallet of a data directory, with this machine's clock, randomness and threads. */
final class LocalNode implements NodeOpener.OpenNode {
    private static final Logger LOG = System.getLogger(LocalNode.class.getName());

    /** Of the directory of the ledger, within the node's. */
    private static final String LEDGER = "ledger";

    private final Path place;
    private final LedgerNode ledger;
    private final Keys keys;
    private final ExecutorService threads;
    private final ScheduledExecutorService modules =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "quoin-modules"));
    private final ScheduledExecutorService caretaker =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "quoin-caretaker"));
    private final Deliveries deliveries;
    private final TransferLoad load;
    private final HostFigures hosts = new HostFigures();
    private final Metrics metrics;
    private final Health health;
    private final ChainAudit audit;

    /** Guards what was told last, and that one thread tells at a time. */
    private final Object telling = new Object();

    private Optional<String> told = Optional.empty();
    private Consumer<Optional<String>> listener = unused -> {};

    /** The wallet, and the two that it is made of. */
    private record Keys(Wallet wallet, KeyFiles plain, EncryptedKeys encrypted) {}

    private LocalNode(Path data, LedgerNode ledger, Keys keys, ExecutorService threads, AuditLog log, Actors actors) {
        Path place = data.resolve(LEDGER);
        TrustedKeys trusted = new TrustedKeysFile(data.resolve(TrustedKeysFile.NAME));
        this.place = place;
        this.ledger = ledger;
        this.keys = keys;
        this.threads = threads;
        ledger.certifyWith(keys.wallet());
        deliveries = new Deliveries(ledger, keys.wallet(), trusted, modules, new DeliveryAudit(log, actors));
        load = new TransferLoad(ledger, keys.wallet());
        metrics = new NodeMetrics(ledger.figures(), () -> ledger.info().modules(), hosts::all);
        RequiredCapabilities required = new RequiredCapabilities(data.resolve(RequiredCapabilities.NAME));
        health = new NodeHealth(required, new Asked(log), InstantSource.system());
        audit = ledger.audit(log);
        ledger.onCondition(unused -> tellSoon());
        Future<?> unused = caretaker.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.SECONDS);
    }

    /** A data directory without a ledger gets the chain that is written down there, or else a development chain. */
    static LocalNode open(Path data, AuditLog log, Actors actors) throws IOException {
        InstantSource clock = InstantSource.system();
        Path keys = data.resolve("wallet");
        KeyFiles plain = new KeyFiles(keys, new SecureRandom());
        EncryptedKeys encrypted =
                new EncryptedKeys(keys.resolve(EncryptedKeys.FILE), plain, new SecureRandom(), System::nanoTime);
        warnIfUnreadable(encrypted);
        ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "quoin-ledger"));
        try {
            Path place = data.resolve(LEDGER);
            new LedgerDirectory(place).settle();
            LedgerNode ledger = LedgerNode.open(
                    new DirectoryStore(place, data.resolve("modules")),
                    () -> new FoundingFile(data.resolve(FoundingFile.NAME))
                            .orElse(clock, () -> DevelopmentGenesis.create(plain, clock.instant())),
                    clock,
                    threads);
            try {
                ImportedLedger.deleteLeftOver(place);
            } catch (IOException e) {
                ledger.close();
                throw e;
            }
            Wallet wallet = new NodeWallet(plain, encrypted, ledger.info().development());
            return new LocalNode(data, ledger, new Keys(wallet, plain, encrypted), threads, log, actors);
        } catch (IOException | RuntimeException e) {
            threads.shutdown();
            throw e;
        }
    }

    /** A ledger without its encrypted keys is better than none. */
    private static void warnIfUnreadable(EncryptedKeys encrypted) {
        try {
            encrypted.state();
        } catch (WalletException e) {
            LOG.log(Level.WARNING, "The keys in the keystore cannot be used: " + e.getMessage(), e);
        }
    }

    /** What goes wrong this time may go well the next. */
    private void tend() {
        keys.encrypted().lockIfDue();
        try {
            ledger.tend();
            tell();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The node could not look after itself", e);
        }
    }

    /** Not on the thread that has noticed: it may hold what a look at the health needs. */
    private void tellSoon() {
        try {
            caretaker.execute(this::tell);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The node is closing", e);
        }
    }

    private void tell() {
        synchronized (telling) {
            Optional<String> now = health.report().reason();
            if (!now.equals(told)) {
                told = now;
                listener.accept(now);
            }
        }
    }

    /** What the health is made of. */
    private final class Asked implements NodeHealth.Node {
        private final AuditLog log;

        private Asked(AuditLog log) {
            this.log = log;
        }

        @Override
        public Optional<String> condition() {
            return ledger.condition();
        }

        @Override
        public Set<String> active() {
            return capabilities(ledger.info().modules());
        }

        @Override
        public Set<String> delivered() {
            return capabilities(ledger.available());
        }

        @Override
        public List<RefusedRules> refused() {
            return deliveries.refused();
        }

        @Override
        public Optional<String> audit() {
            return log.problem();
        }

        private static Set<String> capabilities(Collection<ModuleId> modules) {
            return modules.stream().map(ModuleId::capability).collect(Collectors.toSet());
        }
    }

    @Override
    public Map<Class<?>, Object> services() {
        Map<Class<?>, Object> services = new LinkedHashMap<>();
        services.put(Ledger.class, new HostLedgers(ledger, deliveries));
        services.put(Maintenance.class, ledger.maintenance());
        services.put(Wallet.class, keys.wallet());
        services.put(Keystore.class, keys.encrypted());
        services.put(Deliveries.class, deliveries);
        services.put(DeliveredRules.class, deliveries);
        services.put(Rehearsals.class, ledger.rehearsals(deliveries::find));
        services.put(Health.class, health);
        services.put(Metrics.class, metrics);
        services.put(MetricRegistry.class, hosts);
        ledger.development().ifPresent(development -> {
            services.put(Development.class, development);
            services.put(LoadGenerator.class, load);
        });
        return services;
    }

    @Override
    public List<String> activeModules() {
        return ledger.info().modules().stream()
                .map(module -> module.capability() + "/" + module.version())
                .toList();
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public LedgerFile.Position exportTo(Path file, LedgerFile.Progress progress) {
        return ledger.exportTo(file, progress);
    }

    @Override
    public ImportedLedger prepareImport(Path file, LedgerFile.Progress progress) {
        return ImportedLedger.prepare(ledger, place, file, progress);
    }

    @Override
    public Optional<Development> development() {
        return ledger.development();
    }

    @Override
    public boolean has(long height, Hash head) {
        return ledger.block(height)
                .filter(block -> block.header().hash().equals(head))
                .isPresent();
    }

    @Override
    public RevertedLedger prepareRevert(long height, Hash head) throws IOException {
        return RevertedLedger.prepare(ledger, place, height, head);
    }

    @Override
    public LedgerFile.Position dump(Path file, LedgerFile.Progress progress) {
        return ledger.dumpTo(file, keys.plain().copy(), progress);
    }

    /** The keys are there before the ledger is: a wallet may hold more than are needed, and never less. */
    @Override
    public ImportedLedger prepareRestore(Path file, LedgerFile.Progress progress) {
        try (DumpFile dump = DumpFile.open(file)) {
            SortedMap<String, String> dumped = dump.keys();
            dumped.values().forEach(KeyFiles::requireKeys);
            ImportedLedger restored = ImportedLedger.prepareInstead(ledger, place, file, dump, progress);
            try {
                dumped.forEach(keys.plain()::adopt);
            } catch (RuntimeException e) {
                restored.close();
                throw e;
            }
            return restored;
        } catch (LedgerFileException e) {
            throw e.failure().code().equals("INVALID_EXPORT")
                    ? noDump(file, e.failure().values().text("reason"), e)
                    : e;
        } catch (IOException | UncheckedIOException e) {
            throw new LedgerFileException(
                    "FILE_FAILED",
                    "The file " + file + " cannot be restored (" + e
                            + "), and the ledger is as it was: check the file, space and permissions.",
                    Values.of("file", file.toString()),
                    e);
        } catch (IllegalArgumentException e) {
            throw noDump(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static LedgerFileException noDump(Path file, String reason, Exception cause) {
        return new LedgerFileException(
                "INVALID_DUMP",
                "The file " + file + " is no dump that holds: " + reason
                        + ". The ledger is as it was: make the file again with dev:dump.",
                Values.of("file", file.toString()).and("reason", reason),
                cause);
    }

    @Override
    public LedgerInfo info() {
        return ledger.info();
    }

    @Override
    public void onCondition(Consumer<Optional<String>> listener) {
        synchronized (telling) {
            this.listener = listener;
            told = health.report().reason();
            listener.accept(told);
        }
    }

    @Override
    public void close() {
        load.close();
        caretaker.shutdownNow();
        modules.shutdownNow();
        audit.close();
        ledger.close();
        keys.encrypted().lock();
        threads.shutdown();
    }
}
