package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Takes back what a killed process had written to real files and not synced, as a power cut takes it: half of the times all of
 * it, otherwise all after some moment. A library that is preloaded into the process keeps the notes; {@code unsynced.c}, from
 * which it is compiled, says in which form.
 */
final class Unsynced {
    private static final int HEAD = 40;
    private static final int WRITE = 1;
    private static final int SYNC = 2;

    private final Path library;
    private final Path directory;
    private final Path notes;

    /**
     * What a write replaced.
     *
     * @param at where it is noted
     * @param size of the file before
     */
    private record Note(long at, long inode, long position, long size, ByteBuffer content) {}

    private Unsynced(Path library, Path directory) {
        this.library = library;
        this.directory = directory;
        notes = directory.resolve("unsynced.notes");
    }

    /**
     * Compiles the library.
     *
     * @param directory for the library, and of the files that are watched
     * @return empty where there is no {@code cc} to compile it
     */
    static Optional<Unsynced> in(Path directory) throws IOException, InterruptedException {
        Path watched = directory.toRealPath();
        Path source = watched.resolve("unsynced.c");
        try (InputStream text = Objects.requireNonNull(Unsynced.class.getResourceAsStream("unsynced.c"))) {
            Files.write(source, text.readAllBytes());
        }
        Path library = watched.resolve("unsynced.so");
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "cc",
                            "-O2",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl",
                            "-lpthread")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException("unsynced.c does not compile: " + said);
        }
        return Optional.of(new Unsynced(library, watched));
    }

    /** With which a process is watched. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "UNSYNCED_DIR",
                directory.toString(),
                "UNSYNCED_LOG",
                notes.toString());
    }

    /** The same, and its syncs do nothing. */
    Map<String, String> lyingEnvironment() {
        Map<String, String> lying = new HashMap<>(environment());
        lying.put("UNSYNCED_LIE", "1");
        return lying;
    }

    /** Cuts the power after the process was killed; its notes are used up. */
    void cut(RandomGenerator random) throws IOException {
        List<Note> unsynced = unsynced();
        Files.deleteIfExists(notes);
        int kept = random.nextBoolean() || unsynced.isEmpty() ? 0 : random.nextInt(unsynced.size());
        Map<Long, Path> files = files();
        for (int i = unsynced.size() - 1; i >= kept; i--) {
            Path file = files.get(unsynced.get(i).inode());
            if (file != null) {
                takeBack(file, unsynced.get(i));
            }
        }
    }

    private static void takeBack(Path path, Note note) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(note.position());
            file.write(note.content().array());
            file.setLength(note.size());
        }
    }

    /** In the order in which they were written. */
    private List<Note> unsynced() throws IOException {
        if (!Files.exists(notes)) {
            return List.of();
        }
        List<Note> written = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(notes)).order(ByteOrder.nativeOrder());
        while (in.remaining() >= HEAD) {
            long at = in.position();
            long kind = in.getLong();
            byte[] content = new byte[Math.toIntExact(in.getLong())];
            Note note = new Note(at, in.getLong(), in.getLong(), in.getLong(), ByteBuffer.wrap(content));
            if (in.remaining() < content.length) {
                break; // the process was killed before it wrote what it noted
            }
            in.get(content);
            if (kind == WRITE) {
                written.add(note);
            } else {
                written.removeIf(each -> each.inode() == note.inode() && (kind != SYNC || each.at() < note.position()));
            }
        }
        return written;
    }

    private Map<Long, Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            Map<Long, Path> inodes = new HashMap<>();
            for (Path file : regular) {
                inodes.put((Long) Files.getAttribute(file, "unix:ino"), file);
            }
            return inodes;
        }
    }
}
