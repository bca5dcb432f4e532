package org.quoin.ledger.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A store with RocksDB inside, without RocksDB's own log: what is not flushed does not survive the process. Checksums are
 * compared whenever something is read, and what was written to a file is read back before the file counts. Beside the heap it takes at
 * most about 150 MiB: two write buffers, one cache for blocks, indexes and filters.
 */
public final class RocksStore implements KeyValueStore {
    private static final Logger LOG = System.getLogger(RocksStore.class.getName());
    private static final long WRITE_BUFFER = 32L << 20;
    private static final long CACHE = 48L << 20;
    private static final long FILE = 32L << 20;
    private static final int OPEN_FILES = 512;
    private static final int FILTER_BITS = 10;

    private interface Action<T> {
        @Nullable
        T run() throws RocksDBException;
    }

    private final String name;
    private final RocksDB db;
    private final ReadOptions reads;
    private final WriteOptions writes;
    private final FlushOptions flushes;

    /** What is made is closed in the opposite order. */
    private final Deque<AutoCloseable> resources;

    /** Shared by who uses the database: whoever used it after it is closed would end the process. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    private RocksStore(String name, RocksDB db, Deque<AutoCloseable> resources) {
        this.name = name;
        this.db = db;
        this.resources = resources;
        reads = kept(resources, new ReadOptions().setVerifyChecksums(true));
        writes = kept(resources, new WriteOptions().setDisableWAL(true));
        flushes = kept(resources, new FlushOptions().setWaitForFlush(true));
    }

    /**
     * Opens the store in a directory, after making one if the directory is missing or empty.
     *
     * @throws DamagedStoreException if there is something else, or not all of it
     * @throws StoreException if it cannot be read or written, or there is no RocksDB for this platform
     */
    public static RocksStore open(Path directory) {
        return open(directory, new ArrayDeque<>());
    }

    /**
     * Makes a store that is removed when it is closed, together with its directory.
     *
     * @param directory missing or empty
     * @throws StoreException if it cannot be made
     */
    public static RocksStore scratch(Path directory) {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        resources.push(() -> remove(directory));
        return open(directory, resources);
    }

    private static void remove(Path tree) {
        try (Stream<Path> content = Files.walk(tree)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) { // what it was needed for is done
            LOG.log(Level.WARNING, "The store " + tree + " is not needed any more and could not be removed", e);
        }
    }

    private static RocksStore open(Path directory, Deque<AutoCloseable> resources) {
        String name = directory.toString();
        try {
            loadLibrary(name);
            Options options = options(resources).setCreateIfMissing(isNew(directory));
            Optional<String> damage = Manifest.damage(directory);
            if (damage.isPresent()) {
                throw new DamagedStoreException(name, damage.get(), null);
            }
            return new RocksStore(name, kept(resources, RocksDB.open(options, name)), resources);
        } catch (RocksDBException e) {
            closeAll(resources);
            throw failure(name, "cannot be opened", e);
        } catch (DamagedStoreException e) {
            closeAll(resources);
            throw e;
        } catch (IOException e) {
            closeAll(resources);
            throw new StoreException(name, "cannot be opened: " + e.getMessage(), e);
        } catch (StoreException e) {
            closeAll(resources);
            throw e;
        }
    }

    private static Options options(Deque<AutoCloseable> resources) {
        LRUCache cache = kept(resources, new LRUCache(CACHE));
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(kept(resources, new BloomFilter(FILTER_BITS)));
        return kept(resources, new Options())
                .setTableFormatConfig(tables)
                .setParanoidChecks(true)
                .setParanoidFileChecks(true)
                .setForceConsistencyChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency)
                .setAvoidFlushDuringShutdown(true)
                .setWriteBufferSize(WRITE_BUFFER)
                .setMaxWriteBufferNumber(2)
                .setTargetFileSizeBase(FILE)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setInfoLogLevel(InfoLogLevel.FATAL_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return use("cannot be read", () -> db.get(reads, key));
    }

    @Override
    public void scan(byte[] prefix, byte[] from, RowVisitor visitor) {
        use("cannot be read", () -> {
            try (RocksIterator rows = db.newIterator(reads)) {
                boolean more = true;
                for (rows.seek(from); more && rows.isValid() && startsWith(rows.key(), prefix); rows.next()) {
                    more = visitor.visit(rows.key(), rows.value());
                }
                rows.status();
                return true;
            }
        });
    }

    @Override
    public @Nullable Row floor(byte[] prefix, byte[] key) {
        return use("cannot be read", () -> {
            try (RocksIterator rows = db.newIterator(reads)) {
                rows.seekForPrev(key);
                if (rows.isValid() && startsWith(rows.key(), prefix)) {
                    return new Row(rows.key(), rows.value());
                }
                rows.status();
                return null;
            }
        });
    }

    @Override
    public void write(Batch batch) {
        use("cannot be written", () -> {
            try (WriteBatch changes = new WriteBatch()) {
                batch.applyTo(new Target(changes));
                db.write(writes, changes);
                return true;
            }
        });
    }

    @Override
    public void flush() {
        use("cannot be written", () -> {
            db.flush(flushes);
            return true;
        });
    }

    @Override
    public void verify() {
        use("cannot be read", () -> {
            db.verifyChecksum();
            return true;
        });
    }

    @Override
    public void close() {
        Lock alone = inUse.writeLock();
        alone.lock();
        try {
            closed = true;
            closeAll(resources);
        } finally {
            alone.unlock();
        }
    }

    private <T> @Nullable T use(String otherwise, Action<T> action) {
        Lock shared = inUse.readLock();
        shared.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store " + name + " is closed");
            }
            return action.run();
        } catch (RocksDBException e) {
            throw failure(name, otherwise, e);
        } finally {
            shared.unlock();
        }
    }

    private static StoreException failure(String name, String otherwise, RocksDBException cause) {
        return isDamage(cause)
                ? new DamagedStoreException(name, String.valueOf(cause.getMessage()), cause)
                : new StoreException(name, otherwise + ": " + cause.getMessage(), cause);
    }

    /** What else fails may succeed at another time: no room, no right, no file handle left, a medium that does not answer. */
    private static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument, Incomplete, NotSupported -> true;
            case IOError -> String.valueOf(failure.getMessage()).contains("No such file or directory");
            default -> false;
        };
    }

    private static boolean isNew(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    private static void loadLibrary(String name) {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    name,
                    "cannot be opened: Quoin has RocksDB for Linux on x86_64 and aarch64 (with glibc), not for "
                            + System.getProperty("os.name") + " on " + System.getProperty("os.arch"),
                    e);
        }
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static <T extends AutoCloseable> T kept(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("resources of RocksDB close without failing", e);
            }
        }
    }

    private record Target(WriteBatch changes) implements Batch.Target {
        @Override
        public void put(byte[] key, byte[] value) {
            apply(() -> changes.put(key, value));
        }

        @Override
        public void delete(byte[] key) {
            apply(() -> changes.delete(key));
        }

        private interface Change {
            void apply() throws RocksDBException;
        }

        private static void apply(Change change) {
            try {
                change.apply();
            } catch (RocksDBException e) {
                throw new IllegalStateException("a batch in memory takes every change", e);
            }
        }
    }
}
