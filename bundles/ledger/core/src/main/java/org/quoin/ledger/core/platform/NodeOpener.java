package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Opens the node whose ledger lies in a data directory. */
@FunctionalInterface
interface NodeOpener {
    OpenNode open(Path data) throws IOException;

    /** A node that runs until it is closed. */
    interface OpenNode extends AutoCloseable {
        /** What it offers to other bundles, by the interface that they ask for. */
        Map<Class<?>, Object> services();

        /** Returns when everything acknowledged is durable. */
        @Override
        void close();
    }
}
