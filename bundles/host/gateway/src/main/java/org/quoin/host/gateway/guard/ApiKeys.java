package org.quoin.host.gateway.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Scope;

/**
 * The keys of a node: a file with one line of JSON for each, which has of the key itself only the hash. Keys have 256 random bits,
 * so that a fast hash is enough: there is nothing to guess.
 */
public final class ApiKeys {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
    private static final String PREFIX = "qk_";
    private static final int BYTES = 32;

    /** How old the content may be of which one answers: another process may have changed it. In nanoseconds. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private List<ApiKey> keys = List.of();
    private @Nullable FileTime read;
    private long looked = System.nanoTime() - FRESH;

    public ApiKeys(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Where they are kept. */
    public Path file() {
        return file;
    }

    /**
     * Makes one and keeps its hash.
     *
     * @return the key: there is no other way to it
     * @throws IllegalArgumentException if the name is taken or no name
     * @throws UncheckedIOException if it could not be kept
     */
    public synchronized String create(String name, Set<Scope> scopes, OptionalDouble requests) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for a key: use 1 to 64 small letters, digits and _.- .");
        }
        List<ApiKey> all = new ArrayList<>(list());
        if (all.stream().anyMatch(key -> key.name().equals(name))) {
            throw new IllegalArgumentException(
                    "There is a key '" + name + "' already: revoke it with gateway:key-revoke, or take another name.");
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        all.add(new ApiKey(
                name, hash(key), Set.copyOf(scopes), requests, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        write(all);
        return key;
    }

    /** From now on it opens nothing. */
    public synchronized boolean revoke(String name) {
        List<ApiKey> left = new ArrayList<>(list());
        boolean found = left.removeIf(key -> key.name().equals(name));
        if (found) {
            write(left);
        }
        return found;
    }

    /** @throws UncheckedIOException if the file cannot be read, or is damaged */
    public synchronized List<ApiKey> list() {
        try {
            if (!Files.exists(file)) {
                keys = List.of();
                read = null;
            } else {
                FileTime changed = Files.getLastModifiedTime(file);
                if (!changed.equals(read)) {
                    keys = parse(Files.readString(file));
                    read = changed;
                }
            }
            looked = System.nanoTime();
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of the gateway cannot be read: " + file, e);
        }
    }

    /** The one whose key this is; how long that takes says nothing of the keys. */
    synchronized Optional<ApiKey> find(String key) {
        List<ApiKey> all = System.nanoTime() - looked < FRESH ? keys : list();
        byte[] hash = hash(key).getBytes(UTF_8);
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey each : all) {
            if (MessageDigest.isEqual(each.hash().getBytes(UTF_8), hash)) {
                found = Optional.of(each);
            }
        }
        return found;
    }

    private void write(List<ApiKey> all) {
        StringBuilder lines = new StringBuilder();
        for (ApiKey key : all) {
            JsonObject line = new JsonObject();
            line.addProperty("name", key.name());
            line.addProperty("hash", key.hash());
            JsonArray scopes = new JsonArray();
            key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.code()));
            line.add("scopes", scopes);
            key.requests().ifPresent(rate -> line.addProperty("requests", rate));
            line.addProperty("made", key.made().toString());
            lines.append(line).append('\n');
        }
        try {
            SecretFile.replace(file, lines.toString());
            keys = List.copyOf(all);
            read = Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of the gateway could not be kept: " + file, e);
        }
    }

    private static List<ApiKey> parse(String text) throws IOException {
        try {
            return text.lines().map(ApiKeys::key).toList();
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | java.time.DateTimeException e) {
            throw new IOException("the file is damaged: remove the damaged line", e);
        }
    }

    private static ApiKey key(String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        List<String> scopes = StreamSupport.stream(json.getAsJsonArray("scopes").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
        return new ApiKey(
                json.get("name").getAsString(),
                json.get("hash").getAsString(),
                Settings.scopes(scopes),
                json.has("requests") ? OptionalDouble.of(json.get("requests").getAsDouble()) : OptionalDouble.empty(),
                Instant.parse(json.get("made").getAsString()));
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
