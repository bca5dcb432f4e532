package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.core.node.RevertedLedger;

/** Opens the node whose ledger lies in a data directory. */
@FunctionalInterface
interface NodeOpener {
    /**
     * Opens it.
     *
     * @param log of who deploys and activates what
     * @param actors who is at work meanwhile
     */
    OpenNode open(Path data, AuditLog log, Actors actors) throws IOException;

    /** A node that runs until it is closed. */
    interface OpenNode extends AutoCloseable {
        /** What it offers to other bundles, or a factory of it, by the interface that they ask for. */
        Map<Class<?>, Object> services();

        /** The rules that are active, as {@code capability/version}. */
        List<String> activeModules();

        /** Where the rules go that bundles deliver. */
        Deliveries deliveries();

        /** As {@link LedgerFile#exportTo}. */
        LedgerFile.Position exportTo(Path file, LedgerFile.Progress progress);

        /**
         * Makes a ledger out of an export, beside the one in use.
         *
         * @throws org.quoin.ledger.api.LedgerFileException as {@link LedgerFile#importFrom}
         */
        ImportedLedger prepareImport(Path file, LedgerFile.Progress progress);

        /** Power over time and blocks, on development chains only. */
        Optional<Development> development();

        /** Whether the ledger's block of a height has this hash. */
        boolean has(long height, Hash head);

        /**
         * Copies the ledger up to a block, beside the one in use.
         *
         * @throws IOException if that cannot be written
         */
        RevertedLedger prepareRevert(long height, Hash head) throws IOException;

        /** As {@link org.quoin.ledger.api.Snapshots#dump}. */
        LedgerFile.Position dump(Path file, LedgerFile.Progress progress);

        /**
         * Makes a ledger out of a dump, beside the one in use, and takes its keys into the wallet.
         *
         * @throws org.quoin.ledger.api.LedgerFileException as {@link org.quoin.ledger.api.Snapshots#restore}
         */
        ImportedLedger prepareRestore(Path file, LedgerFile.Progress progress);

        /** What the ledger says of itself; after {@link #close} what it said last. */
        LedgerInfo info();

        /**
         * Says whom to tell why the node is not healthy, and with an empty reason that it is; he is told at once how it is now.
         *
         * @param listener is called by one thread at a time: it must be short
         */
        void onCondition(Consumer<Optional<String>> listener);

        /** Returns when everything acknowledged is durable. */
        @Override
        void close();
    }
}
