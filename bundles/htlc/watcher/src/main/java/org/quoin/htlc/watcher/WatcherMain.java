package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.core.wallet.EncryptedKeys;
import org.quoin.ledger.core.wallet.KeyFiles;

/**
 * The program: {@code --config FILE} and, if wanted, {@code --status}. The first line of standard input is the passphrase of the
 * keystore.
 */
public final class WatcherMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_RUNNING = 3;

    private WatcherMain() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Path file = null;
        boolean status = false;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--status")) {
                status = true;
            } else if (arguments.get(i).equals("--config") && i + 1 < arguments.size()) {
                i++;
                file = Path.of(arguments.get(i));
            } else {
                return say(err, USAGE, "'watch' takes --config FILE and --status, not '" + arguments.get(i) + "'.");
            }
        }
        if (file == null) {
            return say(err, USAGE, "'watch' takes the file of its configuration: give it with --config.");
        }
        try {
            Config config = Config.read(file);
            return status ? status(config, out, err) : watch(config, out);
        } catch (WatcherException | WalletException e) {
            return say(err, FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return say(err, FAILED, "The files of the watcher cannot be used (" + e.getMessage() + "): check them.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int say(PrintStream err, int code, String sentence) {
        err.println("quoin: " + sentence);
        return code;
    }

    private static int status(Config config, PrintStream out, PrintStream err) {
        Optional<String> text = new PrivateFile(config.status()).find();
        if (text.isEmpty() || !isAlive(text.get())) {
            return say(err, NOT_RUNNING, "No watcher runs with this configuration: start it without --status.");
        }
        out.print(text.get());
        return 0;
    }

    private static boolean isAlive(String status) {
        try {
            JsonObject shown = JsonParser.parseString(status).getAsJsonObject();
            return ProcessHandle.of(shown.get("pid").getAsLong())
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        } catch (JsonParseException | IllegalStateException e) {
            throw new WatcherException("The status file is damaged: start the watcher, which makes it anew.", e);
        }
    }

    /** One watcher at a time, or their nonces would get into each other's way. */
    private static int watch(Config config, PrintStream out) throws IOException, InterruptedException {
        Path lock = config.checkpoint().resolveSibling(config.checkpoint().getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new WatcherException("Another watcher runs with this checkpoint: stop it first.");
            }
            new Watcher(config, wallet(config.keystore()), out).run();
            return 0;
        } catch (OverlappingFileLockException e) {
            throw new WatcherException("Another watcher runs with this checkpoint: stop it first.", e);
        }
    }

    private static Function<String, List<Signer>> wallet(Path keystore) throws IOException {
        if (Files.isDirectory(keystore)) {
            return new KeyFiles(keystore, new SecureRandom())::signers;
        }
        if (!Files.isRegularFile(keystore)) {
            throw new WatcherException(
                    "There is no keystore " + keystore + ": make one with wallet:create, and copy it.");
        }
        EncryptedKeys keys = new EncryptedKeys(keystore, new NoWallet(), new SecureRandom(), System::nanoTime);
        try (Secret passphrase = passphrase()) {
            keys.unlock(passphrase, Optional.empty());
        }
        return keys::signers;
    }

    private static Secret passphrase() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null || line.isEmpty()) {
            throw new WatcherException(
                    "There is no passphrase of the keystore: give it with --passphrase-file or --passphrase-fd.");
        }
        return new Secret(line.toCharArray());
    }
}
