package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.LoadGenerator;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.load.TransferLoad;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.DevelopmentGenesis;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.DumpFile;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.core.node.LedgerNode;
import org.quoin.ledger.core.node.RevertedLedger;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.core.trust.TrustedKeysFile;
import org.quoin.ledger.core.wallet.KeyFiles;

/** The ledger and the wallet of a data directory, with this machine's clock, randomness and threads. */
final class LocalNode implements NodeOpener.OpenNode {
    private static final Logger LOG = System.getLogger(LocalNode.class.getName());

    private final Path place;
    private final LedgerNode ledger;
    private final KeyFiles wallet;
    private final ExecutorService threads;
    private final ScheduledExecutorService modules =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "quoin-modules"));
    private final ScheduledExecutorService caretaker =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "quoin-caretaker"));
    private final Deliveries deliveries;
    private final TransferLoad load;

    private LocalNode(Path place, LedgerNode ledger, KeyFiles wallet, TrustedKeys trusted, ExecutorService threads) {
        this.place = place;
        this.ledger = ledger;
        this.wallet = wallet;
        this.threads = threads;
        ledger.certifyWith(wallet);
        deliveries = new Deliveries(ledger, wallet, trusted, modules);
        load = new TransferLoad(ledger, wallet);
        Future<?> unused = caretaker.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.SECONDS);
    }

    /** A data directory without a ledger gets a development chain. */
    static LocalNode open(Path data) throws IOException {
        InstantSource clock = InstantSource.system();
        KeyFiles wallet = new KeyFiles(data.resolve("wallet"), new SecureRandom());
        ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "quoin-ledger"));
        try {
            Path place = data.resolve("ledger");
            new LedgerDirectory(place).settle();
            LedgerNode ledger = LedgerNode.open(
                    new DirectoryStore(place, data.resolve("modules")),
                    () -> DevelopmentGenesis.create(wallet, clock.instant()),
                    clock,
                    threads);
            try {
                ImportedLedger.deleteLeftOver(place);
            } catch (IOException e) {
                ledger.close();
                throw e;
            }
            TrustedKeys trusted = new TrustedKeysFile(data.resolve(TrustedKeysFile.NAME));
            return new LocalNode(place, ledger, wallet, trusted, threads);
        } catch (IOException | RuntimeException e) {
            threads.shutdown();
            throw e;
        }
    }

    /** What goes wrong this time may go well the next. */
    private void tend() {
        try {
            ledger.tend();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The node could not look after its disk", e);
        }
    }

    @Override
    public Map<Class<?>, Object> services() {
        Map<Class<?>, Object> services = new LinkedHashMap<>();
        services.put(Ledger.class, new HostLedgers(ledger, deliveries));
        services.put(Maintenance.class, ledger.maintenance());
        services.put(Wallet.class, wallet);
        services.put(Deliveries.class, deliveries);
        services.put(DeliveredRules.class, deliveries);
        services.put(Rehearsals.class, ledger.rehearsals(deliveries::find));
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
        return ledger.dumpTo(file, wallet.copy(), progress);
    }

    /** The keys are there before the ledger is: a wallet may hold more than are needed, and never less. */
    @Override
    public ImportedLedger prepareRestore(Path file, LedgerFile.Progress progress) {
        try (DumpFile dump = DumpFile.open(file)) {
            SortedMap<String, String> keys = dump.keys();
            keys.values().forEach(KeyFiles::requireKeys);
            ImportedLedger restored = ImportedLedger.prepareInstead(ledger, place, file, dump, progress);
            try {
                keys.forEach(wallet::adopt);
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
        ledger.onCondition(listener);
    }

    @Override
    public void close() {
        load.close();
        caretaker.shutdownNow();
        modules.shutdownNow();
        ledger.close();
        threads.shutdown();
    }
}
