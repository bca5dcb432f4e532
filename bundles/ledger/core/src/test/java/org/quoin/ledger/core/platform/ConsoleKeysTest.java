package org.quoin.ledger.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleKeysTest {
    private Path directory;
    private Path etc;
    private ConsoleKeys keys;

    @BeforeEach
    void emptyNode(@TempDir Path data) throws IOException {
        directory = data;
        etc = Files.createDirectory(directory.resolve("etc"));
        keys = new ConsoleKeys(etc, directory);
    }

    @Test
    void theFirstStartMakesThemForTheirOwnerAlone() throws IOException {
        keys.prepare();

        for (Path file : new Path[] {directory.resolve("login.key"), etc.resolve("host.key"), users()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(users()).content().containsPattern("^quoin = AAAAB3NzaC1yc2E[A-Za-z0-9+/=]+,_g_:admingroup\n");
        assertThat(directory.resolve("known_hosts")).content().startsWith("quoin ssh-rsa AAAAB3NzaC1yc2E");
    }

    @Test
    void theNextStartKeepsThem() throws IOException {
        keys.prepare();
        String login = Files.readString(directory.resolve("login.key"));
        String admitted = Files.readString(users());
        String known = Files.readString(directory.resolve("known_hosts"));

        keys.prepare();

        assertThat(directory.resolve("login.key")).hasContent(login);
        assertThat(users()).hasContent(admitted);
        assertThat(directory.resolve("known_hosts")).hasContent(known);
    }

    @Test
    void othersWhoMayLogInStay() throws IOException {
        Files.writeString(users(), "carol = AAAAB3NzaC1yc2Ecarol,viewer,ssh\nquoin = AAAAold,_g_:admingroup\n");

        keys.prepare();

        assertThat(users())
                .content()
                .contains("carol = AAAAB3NzaC1yc2Ecarol,viewer,ssh\n")
                .doesNotContain("AAAAold");
    }

    @Test
    void aKeyThatCannotBeReadIsNotReplacedUnasked() throws IOException {
        Files.writeString(directory.resolve("login.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(keys::prepare).isInstanceOf(IOException.class).hasMessageContaining("start again");
        assertThat(directory.resolve("login.key")).content().contains("AAAA");
    }

    private Path users() {
        return etc.resolve("keys.properties");
    }
}
