package org.quoin.ledger.core.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.ModuleRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.module.LoadedModule;

/** Finds rules in the archive, and what is not there unharmed in the block that they came with. */
final class KeptRules implements RulesSource {
    private static final Logger LOG = System.getLogger(KeptRules.class.getName());

    /** Beside those that are in use: enough to switch between versions without loading them anew. */
    private static final int MOST_LOADED = 16;

    private final ModuleArchive archive;
    private final History history;
    private volatile @Nullable Supplier<CoreReads> state;

    /** What the archive could not take. */
    private final Map<Hash, Bytes> held = new ConcurrentHashMap<>();

    /** Rules that were run lately, the latest last. */
    private final Map<Hash, LoadedModule> loaded = new LinkedHashMap<>(2 * MOST_LOADED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, LoadedModule> eldest) {
            return size() > MOST_LOADED;
        }
    };

    KeptRules(ModuleArchive archive, History history) {
        this.archive = archive;
        this.history = history;
    }

    /** Says where it stands with which block rules came; called before any are needed. */
    void lookIn(Supplier<CoreReads> newest) {
        state = newest;
    }

    @Override
    public Bytes rules(Hash sha256) {
        Bytes jar = held.get(sha256);
        if (jar != null) {
            return jar;
        }
        try {
            Optional<Bytes> kept = archive.find(sha256);
            return kept.isPresent() ? kept.get() : restore(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules " + sha256 + " cannot be read from the archive", e);
        }
    }

    @Override
    public void keep(Hash sha256, Bytes jar) {
        try {
            if (archive.find(sha256).isEmpty()) {
                archive.keep(sha256, jar);
            }
        } catch (IOException e) {
            held.put(sha256, jar);
            LOG.log(Level.WARNING, "The rules " + sha256 + " could not be put into the archive", e);
        }
    }

    @Override
    public LoadedModule loaded(Hash sha256, Supplier<LoadedModule> load) {
        synchronized (loaded) {
            LoadedModule known = loaded.get(sha256);
            if (known != null) {
                return known;
            }
        }
        LoadedModule module = load.get();
        synchronized (loaded) {
            LoadedModule faster = loaded.putIfAbsent(sha256, module);
            return faster == null ? module : faster;
        }
    }

    private Bytes restore(Hash sha256) throws IOException {
        ModuleRow row =
                Objects.requireNonNull(state, "lookIn comes first").get().module(sha256);
        if (row == null) {
            throw new IllegalStateException("the ledger never had the rules " + sha256);
        }
        BlockInput block = BlockInput.decode(history.block(row.height()).input().toArray());
        Bytes jar = ModuleSet.delivered(block.transactions().stream()
                        .map(VerifiedTransaction::transaction)
                        .toList())
                .get(sha256.toHex());
        if (jar == null) {
            throw new IllegalStateException("the rules " + sha256 + " are not in block " + row.height());
        }
        archive.keep(sha256, jar);
        LOG.log(Level.INFO, "The rules " + row.id() + " were put into the archive");
        return jar;
    }
}
