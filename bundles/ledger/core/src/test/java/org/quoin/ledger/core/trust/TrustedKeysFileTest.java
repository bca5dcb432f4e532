package org.quoin.ledger.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.PublicKey;

class TrustedKeysFileTest {
    private static final String ONE = "ed25519:" + "0a".repeat(32);
    private static final String TWO = "p256:02" + "0b".repeat(32);

    private Path file;
    private Path shipped;
    private TrustedKeysFile keys;

    @BeforeEach
    void noFile(@TempDir Path directory) {
        file = directory.resolve("trusted-keys");
        shipped = directory.resolve("shipped");
        keys = new TrustedKeysFile(file);
    }

    @Test
    void eachLineIsAKeyAndWhatFollowsAHashIsForPeople() throws Exception {
        Files.writeString(file, "# ours\n\n  " + ONE + "  # Alice\n#" + TWO + "\n");
        assertThat(keys.now()).containsExactly(PublicKey.parse(ONE));

        Files.writeString(file, TWO);
        assertThat(keys.now()).containsExactly(PublicKey.parse(TWO));
    }

    @Test
    void whatCannotBeReadTrustsNobodyAndSaysWhere() throws Exception {
        assertThatThrownBy(keys::now)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageStartingWith("there is no " + file);

        for (String line :
                new String[] {"0a".repeat(32), "ed25519:0a", "rsa:0a", "ed25519", "ed25519:" + "xy".repeat(32)}) {
            Files.writeString(file, ONE + "\n" + line + "\n");
            assertThatThrownBy(keys::now)
                    .as(line)
                    .isInstanceOf(UntrustedRulesException.class)
                    .hasMessageStartingWith("line 2 of " + file + " is no public key");
        }

        Files.write(file, new byte[] {(byte) 0xff});
        assertThatThrownBy(keys::now)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aNewNodeTrustsTheKeyThatItsDistributionBrings() throws Exception {
        Files.writeString(shipped, ONE + " # the build\n");

        keys.adopt(shipped);

        assertThat(keys.now()).containsExactly(PublicKey.parse(ONE));
        assertThat(file).content().startsWith("# Whose rules this node lets in").endsWith(ONE + " # the build\n");
    }

    @Test
    void anotherDistributionAddsItsKeyAndKeepsWhatTheOperatorWrote() throws Exception {
        Files.writeString(file, "# my own\n" + ONE + "\n");
        Files.writeString(shipped, TWO + "\n");

        keys.adopt(shipped);
        keys.adopt(shipped);

        assertThat(file).hasContent("# my own\n" + ONE + "\n" + TWO + "\n");
    }

    @Test
    void aKeyThatTheOperatorHasPutAwayStaysAway() throws Exception {
        Files.writeString(file, "# " + ONE + "\n");
        Files.writeString(shipped, ONE + " # the build\n");

        keys.adopt(shipped);

        assertThat(keys.now()).isEmpty();
    }

    @Test
    void aDistributionWithoutKeysAddsNone() throws IOException {
        keys.adopt(shipped);

        assertThat(file).doesNotExist();
    }
}
