package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.quoin.ledger.api.Signer;

/** Looks after two ledgers until it is interrupted. */
final class Watcher {
    /** Between two writings of the status. */
    private static final Duration STATUS = Duration.ofSeconds(1);

    private final Config config;
    private final Function<String, List<Signer>> wallet;
    private final PrintStream out;

    /** @param wallet the keys of an account */
    Watcher(Config config, Function<String, List<Signer>> wallet, PrintStream out) {
        this.config = config;
        this.wallet = wallet;
        this.out = out;
    }

    /** @throws WatcherException if it cannot go on */
    void run() throws InterruptedException {
        Journal journal = new Journal(out, InstantSource.system());
        Checkpoint checkpoint = new Checkpoint(config.checkpoint());
        Map<Config.Chain, Side> sides = Map.of(
                config.first(),
                side(config.first(), checkpoint, journal),
                config.second(),
                side(config.second(), checkpoint, journal));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        for (Side side : sides.values()) {
            side.join(List.copyOf(sides.values()));
        }
        List<Thread> threads = sides.entrySet().stream()
                .map(side -> thread(side.getKey(), side.getValue(), ended))
                .toList();
        threads.forEach(Thread::start);
        try {
            journal.say("both", "started", Map.of("pid", ProcessHandle.current().pid()));
            while (true) {
                new PrivateFile(config.status()).write(status(sides) + "\n");
                if (await(ended)) {
                    return;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WatcherException cause) {
                throw cause;
            }
            throw new WatcherException(
                    "The watcher has failed: start it again, it goes on where it was.", e.getCause());
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    /** @return whether it has ended before the status is due again */
    private static boolean await(CompletableFuture<Void> ended) throws ExecutionException, InterruptedException {
        try {
            ended.get(STATUS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private Side side(Config.Chain chain, Checkpoint checkpoint, Journal journal) {
        return new Side(chain, config.grace(), config.poll(), wallet, checkpoint, journal);
    }

    private static Thread thread(Config.Chain chain, Side side, CompletableFuture<Void> ended) {
        Thread thread = new Thread(
                () -> {
                    try {
                        side.run();
                    } catch (RuntimeException | Error e) {
                        ended.completeExceptionally(e);
                    }
                },
                "watcher of " + chain.name());
        thread.setDaemon(true);
        return thread;
    }

    private static JsonObject status(Map<Config.Chain, Side> sides) {
        JsonObject status = new JsonObject();
        status.addProperty("pid", ProcessHandle.current().pid());
        status.addProperty(
                "at",
                InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        sides.forEach((chain, side) -> {
            Figures figures = side.figures();
            JsonObject shown = new JsonObject();
            shown.addProperty("address", chain.address().toString());
            shown.addProperty("chainId", chain.id().toHex());
            shown.addProperty("account", chain.account());
            shown.addProperty("connected", figures.connected());
            shown.addProperty("height", figures.height());
            shown.addProperty("next", figures.next());
            shown.addProperty("open", figures.open());
            shown.addProperty("claimed", figures.claimed());
            shown.addProperty("refunded", figures.refunded());
            shown.addProperty("gaveUp", figures.gaveUp());
            shown.addProperty("trouble", figures.trouble());
            status.add(chain.name(), shown);
        });
        return status;
    }
}
