package org.quoin.ledger.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/**
 * {@code audit.log}: a JSON object a line, in ASCII, each forced before {@link #write} returns. What is longer than a bound
 * continues in a new file, whose first line says up to which event of the chain the former ones go; {@code audit-1.log} is the one
 * before, and the oldest are removed.
 *
 * <p>A disk that fails or is full stops nobody: what should have been written is in the node's log then. A line that was
 * cut short is no line and is written over.
 */
public final class AuditLog implements Audit, AutoCloseable {
    private static final Logger LOG = System.getLogger(AuditLog.class.getName());
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNERS = PosixFilePermissions.asFileAttribute(OWNER);
    private static final int MAX_SIZE = 10_000_000;
    private static final int MAX_FILES = 10;
    private static final String TIME = "time";
    private static final String USER = "user";
    private static final String ACTION = "action";
    private static final String CHAIN = "chain";
    private static final String SEQUENCE = "sequence";
    private static final String NEXT = "next";
    private static final String NODE = "node";
    private static final long UNKNOWN = -1;
    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final Path file;
    private final InstantSource clock;
    private final int maxSize;
    private final int maxFiles;

    private @Nullable FileChannel channel;

    /** Of the lines that were written, in bytes; negative before that is known. What is behind them was not written in the end. */
    private long size = UNKNOWN;

    private @Nullable Position position;
    private Optional<String> problem = Optional.empty();

    /**
     * Up to where the events of a chain are in the log.
     *
     * @param chain its id in hexadecimal
     * @param next the sequence number of the first event that was not looked at
     */
    public record Position(String chain, long next) {}

    /** @param directory is made if it is not there */
    public AuditLog(Path directory, InstantSource clock) {
        this(directory, clock, MAX_SIZE, MAX_FILES);
    }

    /**
     * Begins with what is there.
     *
     * @param maxSize of a file, in bytes
     * @param maxFiles that are kept, 2 at least
     */
    AuditLog(Path directory, InstantSource clock, int maxSize, int maxFiles) {
        this.directory = directory;
        this.clock = clock;
        this.maxSize = maxSize;
        this.maxFiles = maxFiles;
        file = directory.resolve("audit.log");
        try {
            open();
        } catch (IOException e) {
            failed(e);
        }
    }

    /**
     * Writes a line.
     *
     * @return false if it is in the node's log only
     */
    public synchronized boolean write(String user, String action, Fields details) {
        Fields line = line(user, action, details);
        try {
            append(line);
            return true;
        } catch (IOException e) {
            failed(e);
            LOG.log(Level.WARNING, "Could not be written to the audit log: " + JsonView.line(line));
            return false;
        }
    }

    /**
     * Writes a line about an event of a chain; the position moves past it in the same step.
     *
     * @throws IOException if it could not be written: then the position is what it was
     */
    synchronized void write(String user, String action, String chain, long sequence, Fields details)
            throws IOException {
        Fields event = Fields.of(CHAIN, chain).and(SEQUENCE, sequence).and(details);
        try {
            append(line(user, action, event)); // may begin a new file, which begins with the former position
            position = new Position(chain, sequence + 1);
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    /** Where the log stands on a chain; empty if it has nothing of it. */
    synchronized Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /** Remembers that there was nothing to write up to a position, so that the next start need not look there again. */
    synchronized void move(Position to) {
        if (position != null && position.chain().equals(to.chain()) && position.next() > to.next()) {
            return;
        }
        position = to;
        try {
            replace("audit.position", to.chain() + " " + to.next() + "\n");
        } catch (IOException e) { // then it looks there again
            LOG.log(Level.DEBUG, "The position of the audit log could not be kept", e);
        }
    }

    /** A sentence, if the newest line could not be written. */
    public synchronized Optional<String> problem() {
        return problem;
    }

    @Override
    public List<Entry> newest(int count) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int number = 0; number < maxFiles && entries.size() < count; number++) {
            List<Entry> older = entries(number == 0 ? file : earlier(number));
            entries.addAll(0, older.subList(Math.max(0, older.size() - (count - entries.size())), older.size()));
        }
        return entries;
    }

    @Override
    public synchronized void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The audit log could not be closed", e);
            }
            channel = null;
        }
    }

    private Fields line(String user, String action, Fields details) {
        return Fields.of(TIME, clock.instant())
                .and(USER, user)
                .and(ACTION, action)
                .and(details);
    }

    /** An interrupt closes the file that its thread writes to: then it is written once more, and the interrupt stays. */
    private void append(Fields line) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    put(line);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    close();
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void put(Fields line) throws IOException {
        byte[] bytes = (JsonView.line(line) + "\n").getBytes(UTF_8);
        if (channel == null || !Files.exists(file)) {
            close();
            open();
        }
        if (size > 0 && size + bytes.length > maxSize) {
            rotate();
        }
        writeAt(size, bytes);
        size += bytes.length;
        problem = Optional.empty();
    }

    private void writeAt(long at, byte[] bytes) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException("the audit log is closed");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int unused = open.write(buffer, at + buffer.position());
        }
        open.force(true);
    }

    private void failed(IOException cause) {
        problem = Optional.of("The audit log " + file + " cannot be written (" + cause.getMessage()
                + "): see to the disk; what is missing there is in quoin.log.");
        close();
        LOG.log(Level.DEBUG, "The audit log cannot be written", cause);
    }

    /** The former file may have been put aside by a rotation that was cut short: then its successor is waiting. */
    private void open() throws IOException {
        Files.createDirectories(directory);
        Path successor = successor();
        if (!Files.exists(file) && Files.exists(successor)) {
            Files.move(successor, file, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!Files.exists(file)) {
            size = UNKNOWN;
            replace(file.getFileName().toString(), position == null ? "" : continued());
        }
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(file, OWNER);
        size = size == UNKNOWN ? wholeLines() : size;
        channel.truncate(size);
        if (position == null) {
            position = readPosition();
        }
    }

    private long wholeLines() throws IOException {
        byte[] there = Files.readAllBytes(file);
        int end = there.length;
        while (end > 0 && there[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private @Nullable Position readPosition() throws IOException {
        Position logged = null;
        for (Entry entry : entries(file)) {
            Map<String, Object> values = entry.details().asMap();
            if (values.get(CHAIN) instanceof String chain) {
                if (values.get(SEQUENCE) instanceof Long sequence) {
                    logged = new Position(chain, sequence + 1);
                } else if (values.get(NEXT) instanceof Long next) {
                    logged = new Position(chain, next);
                }
            }
        }
        Position kept = keptPosition();
        boolean stale =
                logged != null && kept != null && kept.chain().equals(logged.chain()) && kept.next() < logged.next();
        return kept == null || stale ? logged : kept;
    }

    private @Nullable Position keptPosition() throws IOException {
        try {
            String[] words = Files.readString(directory.resolve("audit.position"))
                    .strip()
                    .split(" ", 2);
            return new Position(words[0], Long.parseLong(words[1]));
        } catch (NoSuchFileException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.log(Level.DEBUG, "There is no position beside the audit log", e);
            return null;
        }
    }

    private void rotate() throws IOException {
        replace(successor().getFileName().toString(), continued());
        close();
        for (int number = maxFiles - 1; number > 1; number--) {
            if (Files.exists(earlier(number - 1))) {
                Files.move(earlier(number - 1), earlier(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, earlier(1), StandardCopyOption.REPLACE_EXISTING);
        size = UNKNOWN;
        open();
    }

    /** The first line of a file that is not the first. */
    private String continued() {
        Position now = position;
        Fields first =
                now == null ? Fields.none() : Fields.of(CHAIN, now.chain()).and(NEXT, now.next());
        return JsonView.line(line(NODE, "log-continued", first)) + "\n";
    }

    private Path successor() {
        return directory.resolve("audit.log.next");
    }

    private Path earlier(int number) {
        return directory.resolve("audit-" + number + ".log");
    }

    /** Complete and durable under its name, or not there. */
    private void replace(String name, String text) throws IOException {
        Path draft = directory.resolve(name + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, OWNERS);
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                int unused = out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is no line of ours was not written by us and is left out. */
    private static List<Entry> entries(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n", -1)) {
                entry(line).ifPresent(entries::add);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "There are no older lines", e);
        }
        return entries;
    }

    private static Optional<Entry> entry(String line) {
        try {
            JsonElement parsed = line.isEmpty() ? null : JsonParser.parseString(line);
            if (!(parsed instanceof JsonObject object) || !object.has(TIME)) {
                return Optional.empty();
            }
            Instant time = Instant.parse(object.remove(TIME).getAsString());
            String user = object.remove(USER).getAsString();
            String action = object.remove(ACTION).getAsString();
            return Optional.of(new Entry(time, user, action, values(object)));
        } catch (JsonParseException
                | DateTimeParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException e) {
            LOG.log(Level.DEBUG, "A line of the audit log is none", e);
            return Optional.empty();
        }
    }

    private static Values values(JsonObject object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.entrySet().forEach(each -> {
            Object value = value(each.getValue());
            if (value != null) {
                values.put(each.getKey(), value);
            }
        });
        return Values.of(values);
    }

    private static @Nullable Object value(JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            return primitive.isNumber()
                    ? (Object) primitive.getAsLong()
                    : primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
        }
        if (element instanceof JsonArray array) {
            return array.asList().stream()
                    .map(each -> each.isJsonPrimitive() ? each.getAsString() : each.toString())
                    .toList();
        }
        return element.isJsonNull() ? null : element.toString();
    }
}
