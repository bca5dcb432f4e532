package org.quoin.htlc.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.core.wallet.EncryptedKeys;
import org.quoin.ledger.core.wallet.Hardening;
import org.quoin.ledger.testkit.Person;

/** The program as it is started: its keystore, its exit codes, its status. */
@Timeout(60)
class ProgramTest {
    private static final Bytes PREIMAGE = Bytes.of(new byte[32]);
    private static final String PASSPHRASE = "correct horse";

    private final TestNode first = new TestNode(Person.named("uno"));
    private final TestNode second = new TestNode(Person.named("due"));

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void itClaimsWithAKeyOfAnEncryptedKeystoreAndSaysHowItIs(@TempDir Path directory) throws Exception {
        Home home = Home.of(directory, first, second, BOB, "keystore=keystore\n");
        EncryptedKeys keys = new EncryptedKeys(
                directory.resolve("keystore"),
                new NoWallet(),
                new SecureRandom(),
                System::nanoTime,
                new Hardening(64, 1, 1));
        String key = HexFormat.of()
                .formatHex(Hash.sha256("bob".getBytes(StandardCharsets.UTF_8)).toArray());
        keys.importKeys("bob", secret("ed25519 " + key), secret(PASSPHRASE), phrase -> {});

        assertThat(WatcherProcess.run(home, "wrong horse")).isEqualTo(1);
        assertThat(home.log()).contains("passphrase");
        assertThat(WatcherProcess.run(home, null)).isEqualTo(1);
        assertThat(home.log()).contains("There is no passphrase");
        assertThat(WatcherProcess.run(home, null, "--status")).isEqualTo(3);
        assertThat(WatcherProcess.run(home, null, "--statos")).isEqualTo(2);

        first.lock(ALICE, BOB, PREIMAGE, Duration.ofHours(2));
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, Duration.ofHours(1)), PREIMAGE);
        Files.delete(home.logFile());
        Process watcher = WatcherProcess.start(home);
        try (Writer in = watcher.outputWriter()) {
            in.write(PASSPHRASE + "\n");
        }
        try {
            while (claimed(directory) == 0) {
                assertThat(watcher.isAlive()).as(home.log()).isTrue();
                Thread.sleep(20);
            }
            assertThat(home.log()).doesNotContain(PASSPHRASE).doesNotContain(key);
            assertThat(WatcherProcess.run(home, null, "--status")).isZero();
            assertThat(home.log()).startsWith("{\"pid\":" + watcher.pid()).contains("\"connected\":true");
            assertThat(WatcherProcess.run(home, PASSPHRASE)).isEqualTo(1);
            assertThat(home.log()).contains("Another watcher runs");
        } finally {
            watcher.destroyForcibly().waitFor();
        }
        assertThat(WatcherProcess.run(home, null, "--status")).isEqualTo(3);
        assertThat(first.happened("htlc.redeemed")).hasSize(1);
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }

    private static long claimed(Path directory) throws IOException {
        Path status = directory.resolve("checkpoint.status");
        if (!Files.exists(status)) {
            return 0;
        }
        JsonObject shown = JsonParser.parseString(Files.readString(status)).getAsJsonObject();
        return shown.getAsJsonObject("first").get("claimed").getAsLong();
    }

    @Test
    void itDoesNotReadWhatOthersCouldHaveWritten(@TempDir Path directory) throws Exception {
        Home home = Home.of(directory, first, second, BOB, "");
        Files.setPosixFilePermissions(home.config(), PosixFilePermissions.fromString("rw-rw----"));

        assertThat(WatcherProcess.run(home, null)).isEqualTo(1);
        assertThat(home.log()).startsWith("quoin: The file ").contains("chmod 600");
    }
}
