package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the events of a ledger on a thread of its own, and goes on where it was after each interruption. */
final class EventStream implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Three heartbeats. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private final Node node;
    private final Consumer<Message> listener;
    private long next;

    private volatile @Nullable InputStream connection;
    private volatile long lastLine = System.nanoTime();

    /**
     * @param next the sequence number of the first event wanted
     * @param listener may keep this waiting
     */
    EventStream(Node node, long next, Consumer<Message> listener) {
        this.node = node;
        this.next = next;
        this.listener = listener;
    }

    /** Ends a connection on which nothing comes: it is dead, though nobody has said so. */
    void endIfSilent() {
        InputStream current = connection;
        if (current != null && System.nanoTime() - lastLine > LONGEST_SILENCE.toNanos()) {
            try {
                current.close();
            } catch (IOException e) {
                listener.accept(new Message.Lost("it could not be closed (" + e.getMessage() + ")"));
            }
        }
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long before = System.nanoTime();
                try {
                    follow();
                    listener.accept(new Message.Lost("the connection has ended"));
                } catch (Refusal e) {
                    if (e.status() == 409) {
                        listener.accept(new Message.SetBack());
                        return;
                    }
                    listener.accept(new Message.Lost(String.valueOf(e.getMessage())));
                } catch (IOException | JsonParseException | IllegalStateException e) {
                    listener.accept(new Message.Lost("there is no connection (" + e + ")"));
                }
                boolean stayed = System.nanoTime() - before > LONGEST_PAUSE.toNanos();
                pause = stayed ? FIRST_PAUSE : pause;
                Thread.sleep(pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis()));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws IOException, InterruptedException, Refusal {
        lastLine = System.nanoTime();
        try (InputStream in = node.events(next);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            connection = in;
            listener.accept(new Message.Connected());
            String event = "message";
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastLine = System.nanoTime();
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length()); // the gateway writes one line of it
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        dispatch(event, JsonParser.parseString(data).getAsJsonObject());
                    }
                    next = id.isEmpty() ? next : Long.parseLong(id) + 1;
                    event = "message";
                    id = "";
                    data = "";
                }
            }
        } finally {
            connection = null;
        }
    }

    private void dispatch(String event, JsonObject data) {
        switch (event) {
            case "head" ->
                listener.accept(new Message.Head(
                        data.get("chainId").getAsString(),
                        data.get("height").getAsLong(),
                        Instant.parse(data.get("time").getAsString())));
            case "skipped" ->
                listener.accept(new Message.Skipped(data.get("sequence").getAsLong()));
            case "message" ->
                listener.accept(new Message.Happened(
                        data.get("sequence").getAsLong(),
                        data.get("type").getAsString(),
                        data.getAsJsonObject("data")));
            default -> {} // of a later gateway
        }
    }
}
