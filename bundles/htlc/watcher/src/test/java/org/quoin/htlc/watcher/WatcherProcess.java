package org.quoin.htlc.watcher;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.wallet.KeyFiles;
import org.quoin.rules.codec.Reader;

/** The program, in a process of its own. What it says goes to the log of its home. */
final class WatcherProcess {
    private WatcherProcess() {}

    static Process start(Home home, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                classPath(),
                WatcherMain.class.getName(),
                "--config",
                home.config().toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.logFile().toFile()))
                .start();
    }

    /** Its exit code; what it says is then all of the log. */
    static int run(Home home, @Nullable String passphrase, String... more) throws IOException, InterruptedException {
        Files.deleteIfExists(home.logFile());
        Process process = start(home, more);
        try (var in = process.outputWriter()) {
            in.write(passphrase == null ? "" : passphrase + "\n");
        }
        return process.waitFor();
    }

    /** Where what the program consists of was loaded from, however the test was started. */
    private static String classPath() {
        return Stream.of(
                        WatcherMain.class,
                        RedeemHtlc.class,
                        Bytes.class,
                        Reader.class,
                        KeyFiles.class,
                        Gson.class,
                        Ed25519Signer.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
