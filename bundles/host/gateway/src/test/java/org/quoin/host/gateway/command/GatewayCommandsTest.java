package org.quoin.host.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.gateway.Administration;
import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;

/** Every command, typed into Karaf's shell. */
class GatewayCommandsTest {
    private final Path directory;
    private final ApiKeys keys;
    private final TestLedger ledger = TestLedger.create();
    private final TestConsole console;

    GatewayCommandsTest(@TempDir Path directory) {
        this.directory = directory;
        keys = new ApiKeys(
                directory.resolve("kept").resolve("keys"), InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")));
        console = new TestConsole(
                List.of(ledger.ledger(), new Gateway(keys)),
                List.of(KeyCreateCommand.class, KeysCommand.class, KeyRevokeCommand.class, InfoCommand.class));
    }

    private record Gateway(ApiKeys keys) implements Administration {
        @Override
        public Fields info() {
            return Fields.of("keys", keys.list().size());
        }
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void aKeyIsMadeShownAndRevoked() throws IOException {
        Path file = directory.resolve("shop.key");

        Outcome made = run(0, "gateway:key-create shop --scopes submit,read --rate 50 --out " + file + " --json");

        assertThat(made.out().strip())
                .isEqualTo("{\"name\":\"shop\",\"scopes\":[\"read\",\"submit\"],\"file\":\"" + file + "\"}");
        assertThat(Files.readString(file)).matches("qk_[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run(0, "gateway:keys --json").out().strip())
                .isEqualTo("{\"items\":[{\"name\":\"shop\",\"scopes\":[\"read\",\"submit\"],\"requests\":50,"
                        + "\"made\":\"2026-11-23T12:00:00.000Z\"}],\"next\":null}");
        assertThat(run(0, "gateway:info --json").out().strip()).isEqualTo("{\"keys\":1}");
        assertThat(run(0, "gateway:key-revoke shop --json").out().strip()).isEqualTo("{\"revoked\":\"shop\"}");
        assertThat(keys.list()).isEmpty();
    }

    @Test
    void whatCannotBeDoneLeavesNeitherKeyNorFile() throws IOException {
        Path file = directory.resolve("shop.key");
        assertSays("MISSING_ARGUMENT", "gateway:key-create --scopes read --out " + file);
        assertSays("MISSING_ARGUMENT", "gateway:key-create shop --out " + file);
        assertSays("MISSING_ARGUMENT", "gateway:key-create shop --scopes read");
        assertSays("INVALID_ARGUMENT", "gateway:key-create shop --scopes all --out " + file);
        assertSays("INVALID_ARGUMENT", "gateway:key-create shop --scopes , --out " + file);
        assertSays("INVALID_ARGUMENT", "gateway:key-create Shop --scopes read --out " + file);
        assertSays("INVALID_ARGUMENT", "gateway:key-create shop --scopes read --rate 0 --out " + file);
        assertSays("FILE_FAILED", "gateway:key-create shop --scopes read --out " + directory + "/none/shop.key");
        assertSays("UNKNOWN_KEY", "gateway:key-revoke shop");
        assertThat(file).doesNotExist();
        Files.writeString(file, "mine");
        assertSays("FILE_EXISTS", "gateway:key-create shop --scopes read --out " + file);
        assertThat(file).hasContent("mine");
        assertThat(keys.list()).isEmpty();

        Files.createDirectories(keys.file().resolveSibling(""));
        Files.writeString(keys.file(), "damaged");
        assertSays("FILE_FAILED", "gateway:keys");
        assertSays("FILE_FAILED", "gateway:key-create shop --scopes read --out " + directory.resolve("other.key"));
        assertThat(directory.resolve("other.key")).doesNotExist();
    }

    private void assertSays(String code, String line) {
        assertThat(run(1, line).out()).endsWith("[" + code + "]\n");
        assertThat(run(1, line + " --json").out()).contains("\"code\":\"" + code + "\"");
    }

    private Outcome run(int exit, String line) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        return outcome;
    }
}
