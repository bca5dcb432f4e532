package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java processes with the class path of this one. */
final class Children {
    private Children() {}

    /** The virtual machine that runs this. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** One at a time unpacks the native library here, over that of the last: one that is killed leaves it behind. */
    private static final Path NATIVE = nativeDirectory();

    private static Path nativeDirectory() {
        try {
            Path directory = Files.createTempDirectory("quoin-native");
            directory.toFile().deleteOnExit();
            directory.resolve("librocksdbjni-linux64.so").toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a process whose error output goes where its output goes.
     *
     * @param options of the virtual machine
     * @param environment beside what it inherits
     */
    static Process start(
            Path java, List<String> options, Map<String, String> environment, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ROCKSDB_SHAREDLIB_DIR", NATIVE.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
