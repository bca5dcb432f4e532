package org.quoin.ledger.core.platform;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Snapshots.Snapshot;

/**
 * {@code DATA/snapshots}: which blocks of the ledger can be gone back to. The blocks themselves are in the journal, so a snapshot
 * is a line here, and holds as long as the chain has its block. Each version of the file replaces the former in one step.
 */
final class SnapshotFile {
    private static final Gson GSON = new Gson();

    /** @param next the number of the next snapshot */
    private record Content(long next, List<Snapshot> snapshots) {}

    private final Path file;

    SnapshotFile(Path data) {
        file = data.resolve("snapshots");
    }

    /** All that were taken and not forgotten, by number; whether the chain still has them is not looked at. */
    List<Snapshot> read() throws IOException {
        return content().snapshots();
    }

    /** Adds one, durably. */
    Snapshot add(LedgerInfo info) throws IOException {
        Content before = content();
        Snapshot snapshot = new Snapshot(before.next(), info.height(), info.head(), info.stateRoot(), info.time());
        List<Snapshot> all = new ArrayList<>(before.snapshots());
        all.add(snapshot);
        write(new Content(before.next() + 1, all));
        return snapshot;
    }

    /** Forgets the others, durably. */
    void keep(Predicate<Snapshot> which) throws IOException {
        Content before = content();
        write(new Content(
                before.next(), before.snapshots().stream().filter(which).toList()));
    }

    private Content content() throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<Snapshot> snapshots = new ArrayList<>();
            for (JsonElement each : json.getAsJsonArray("snapshots")) {
                snapshots.add(snapshot(each.getAsJsonObject()));
            }
            return new Content(json.get("next").getAsLong(), snapshots);
        } catch (NoSuchFileException e) {
            return new Content(1, List.of());
        } catch (RuntimeException e) { // whatever stands there, it is not what was written
            throw new IOException(file + " is damaged: delete it, the ledger is not in it", e);
        }
    }

    private static Snapshot snapshot(JsonObject json) {
        return new Snapshot(
                json.get("number").getAsLong(),
                json.get("height").getAsLong(),
                Hash.fromHex(json.get("head").getAsString()),
                Hash.fromHex(json.get("stateRoot").getAsString()),
                Instant.parse(json.get("time").getAsString()));
    }

    private void write(Content content) throws IOException {
        JsonArray snapshots = new JsonArray();
        for (Snapshot snapshot : content.snapshots()) {
            JsonObject each = new JsonObject();
            each.addProperty("number", snapshot.number());
            each.addProperty("height", snapshot.height());
            each.addProperty("head", snapshot.head().toHex());
            each.addProperty("stateRoot", snapshot.stateRoot().toHex());
            each.addProperty("time", snapshot.time().toString());
            snapshots.add(each);
        }
        JsonObject json = new JsonObject();
        json.addProperty("next", content.next());
        json.add("snapshots", snapshots);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        ByteBuffer bytes = ByteBuffer.wrap((GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
