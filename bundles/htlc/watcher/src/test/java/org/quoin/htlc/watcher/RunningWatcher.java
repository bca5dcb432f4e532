package org.quoin.htlc.watcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.wallet.KeyFiles;

/** A watcher in this process. */
final class RunningWatcher implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile @Nullable WatcherException failure;

    RunningWatcher(Home home) {
        Config config = Config.read(home.config());
        Watcher watcher;
        try {
            KeyFiles keys = new KeyFiles(config.keystore(), new SecureRandom());
            watcher = new Watcher(config, keys::signers, new PrintStream(out, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> {
            try {
                watcher.run();
            } catch (WatcherException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    /** What it has said so far. */
    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    void awaitSaying(String text) throws InterruptedException {
        while (!said().contains(text)) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("it has ended: " + said(), failure);
            }
            Thread.sleep(5);
        }
    }

    /** Why it ended by itself. */
    @Nullable
    WatcherException awaitFailure() throws InterruptedException {
        thread.join();
        return failure;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
